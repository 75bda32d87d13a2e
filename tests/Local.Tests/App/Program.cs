using Arshjulet.Local.TestApp;
using Arshjulet.Local.TestApp.Http;
using Arshjulet.Local.TestApp.Pages;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ConflictPages>();
builder.Services.AddRazorComponents();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Seen>();
builder.Services.AddScoped<Visit>();
builder.Services.AddHostedService<StartUp>();

var exitCode = builder.Configuration.GetValue<int>("ExitCode");
if (builder.Configuration["StartUp"] == "never")
{
    return exitCode;
}

builder.Build().Run();
return exitCode;
