using System.Diagnostics;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The local host runs as a program of its own, given an app by its path, and ends with an exit code.</summary>
public sealed class ProgramTests(AzuriteFixture azurite)
{
    private static readonly string _app = Path.Combine(AppContext.BaseDirectory, "Arshjulet.Local.TestApp.dll");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_its_input_closes_then_the_program_ends_with_the_apps_exit_code()
    {
        using var program = Start("--app", _app, "--ends-with-input", "true", "--ExitCode", "5");
        var line = await program.StandardOutput.ReadLineAsync(Cancellation);
        while (line?.StartsWith("Running on ", StringComparison.Ordinal) == false)
        {
            line = await program.StandardOutput.ReadLineAsync(Cancellation);
        }

        using var client = new HttpClient();
        Assert.Equal("pong GET", await client.GetStringAsync(new Uri(new Uri(line!.Split(' ')[2]), "ping"), Cancellation));

        program.StandardInput.Close();
        await program.WaitForExitAsync(Cancellation);
        Assert.Equal(5, program.ExitCode);
    }

    [Theory]
    [InlineData("nowhere.dll", "There is no app at ")]
    [InlineData(null, "There is no app to run: name its .dll with --app.")]
    public async Task When_there_is_no_app_then_the_program_says_so_and_ends_with_an_exit_code(string? app, string sentence)
    {
        using var program = Start(app is null ? [] : ["--app", app]);

        var said = await program.StandardError.ReadToEndAsync(Cancellation);
        await program.WaitForExitAsync(Cancellation);

        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.Equal(1, program.ExitCode);
    }

    private Process Start(params string[] args)
    {
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "Arshjulet.Local.dll"), .. args, "--port", "0", "--data", AzuriteFixture.NewDirectory(),
            "--storage", azurite.TakeAccount(), "--clock", "2024-09-01T08:00:00Z", "--Sweep:Schedule", "0 0 6 * * *",
        ];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
