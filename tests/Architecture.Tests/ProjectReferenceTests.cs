using System.Xml.Linq;
using Xunit;

namespace Arshjulet.Architecture.Tests;

public class ProjectReferenceTests
{
    [Fact]
    public void The_model_references_nothing()
    {
        Assert.Empty(Walls.ProjectsOf(Project("model")));
        Assert.Empty(Walls.PackagesOf(Project("model")));
    }

    [Fact]
    public void Documents_reference_the_model_alone_and_no_Azure_package()
    {
        Assert.Equal(["model"], Walls.ProjectsOf(Project("documents")));
        Assert.DoesNotContain(Walls.PackagesOf(Project("documents")), p => p.Contains("Azure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_local_host_references_no_project() => Assert.Empty(Walls.ProjectsOf(Project("local")));

    [Fact]
    public void The_functions_reference_documents_and_model_alone() =>
        Assert.Equal(["documents", "model"], Walls.ProjectsOf(Project("functions")).Order(StringComparer.Ordinal));

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
