using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>A project references the projects and packages that the design gives it, and no others.</summary>
public class ProjectReferenceTests
{
    [Theory]
    [InlineData("model")]
    [InlineData("documents", "model")]
    [InlineData("functions", "documents", "model")]
    [InlineData("local")]
    [InlineData("demo", "functions", "local")]
    [InlineData("bench", "demo", "functions", "local")]
    [InlineData("tests/Architecture.Tests")]
    [InlineData("tests/Model.Tests", "model")]
    [InlineData("tests/Documents.Tests", "documents")]
    [InlineData("tests/Functions.Tests", "functions", "local")]
    [InlineData("tests/Local.Tests", "App", "local")]
    [InlineData("tests/Local.Tests/App")]
    [InlineData("tests/Worker.Tests", "functions", "local")]
    [InlineData("tests/Demo.Tests", "demo")]
    [InlineData("tests/Browser.Tests", "functions", "local")]
    public void A_project_references_these_projects_alone(string folder, params string[] projects) =>
        Assert.Equal(projects, Walls.ProjectsOf(Project(folder)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("model")]
    [InlineData("documents", "DocumentFormat.OpenXml", "Markdig")]
    [InlineData(
        "functions",
        "Azure.Data.Tables",
        "Azure.Identity",
        "Azure.Messaging.ServiceBus",
        "Azure.Storage.Blobs",
        "Microsoft.AspNetCore.App",
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask",
        "Microsoft.Azure.Functions.Worker.Extensions.Http",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
        "Microsoft.Azure.Functions.Worker.Extensions.Timer",
        "Microsoft.Graph",
        "NJsonSchema")]
    [InlineData(
        "local",
        "Azure.Data.Tables",
        "Azure.Messaging.ServiceBus",
        "Azure.Storage.Blobs",
        "Azure.Storage.Queues",
        "Cronos",
        "Google.Protobuf",
        "Grpc.AspNetCore.Server",
        "Microsoft.AspNetCore.App",
        "Microsoft.DurableTask.Client.Grpc",
        "Microsoft.DurableTask.Grpc")]
    [InlineData("demo", "AngleSharp")]
    public void A_project_uses_these_packages_alone(string folder, params string[] packages) =>
        Assert.Equal(packages, Walls.PackagesOf(Project(folder)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_has_its_row_of_references()
    {
        var rows = typeof(ProjectReferenceTests).GetMethod(nameof(A_project_references_these_projects_alone))!.GetCustomAttributes<InlineDataAttribute>();
        Assert.Equal(
            Repository.Files("", ".csproj").Select(p => p[..p.LastIndexOf('/')]).Order(StringComparer.Ordinal),
            rows.Select(row => (string)row.Data[0]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_projects_folder_is_in_the_solution()
    {
        var solution = Repository.Text("Arshjulet.slnx");
        var projects = Repository.Files("", ".csproj");
        Assert.Contains("functions/Arshjulet.Functions.csproj", projects);
        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reference_through_the_wall_is_seen()
    {
        var project = XDocument.Parse("""
            <Project>
              <ItemGroup Condition="'$(Some)' == 'thing'"><ProjectReference Include="..\local\Arshjulet.Local.csproj" /></ItemGroup>
              <ItemGroup>
                <ProjectReference Include="../functions/Arshjulet.Functions.csproj" />
                <PackageReference Include="Azure.Data.Tables" />
                <PackageReference Include="Some.Analyzer" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        Assert.Equal(["local", "functions"], Walls.ProjectsOf(project));
        Assert.Equal(["Azure.Data.Tables"], Walls.PackagesOf(project));
    }

    private static XDocument Project(string folder) => Repository.Project(folder) ?? throw new FileNotFoundException($"{folder} has no project.");
}
