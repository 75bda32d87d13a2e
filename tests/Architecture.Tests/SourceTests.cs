using System.Text.Json.Nodes;
using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>The code stays small and readable, names its functions safely, and knows no host and no city.</summary>
public class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestLine = 160;
    private const int LongestProgram = 60;

    /// <summary>The folders whose lines are held to their length.</summary>
    private static readonly string[] ShortLines = ["model", "documents", "functions", "local", "demo", "bench", "tests"];

    [Theory]
    [InlineData("model")]
    [InlineData("documents")]
    [InlineData("local")]
    [InlineData("functions")]
    [InlineData("demo")]
    [InlineData("tests")]
    public void There_is_code_to_look_at(string folder) => Assert.NotEmpty(Repository.Code(folder));

    [Theory]
    [InlineData("model")]
    [InlineData("documents")]
    [InlineData("local")]
    [InlineData("functions")]
    [InlineData("demo")]
    [InlineData("tests")]
    public void No_file_is_longer_than_300_lines(string folder) =>
        Faults.AssertNone(Repository.Code(folder).Where(f => Repository.Lines(f).Length > LongestFile));

    [Fact]
    public void No_line_is_longer_than_160_characters() => Faults.AssertNone(Where(line => line.Length > LongestLine, ShortLines));

    [Fact]
    public void Program_is_a_table_of_contents_of_under_60_lines() =>
        Assert.InRange(Repository.Lines("functions/Program.cs").Length, 1, LongestProgram - 1);

    [Fact]
    public void The_functions_do_not_branch_on_the_host() =>
        Faults.AssertNone(Repository.Code("functions").Where(f => Walls.BranchesOnTheHost(Repository.Text(f))));

    [Fact]
    public void The_functions_name_nothing_of_the_local_host() => Faults.AssertNone(Naming("Arshjulet.Local", "functions"));

    [Theory]
    [InlineData("Arshjulet.Model")]
    [InlineData("Arshjulet.Documents")]
    [InlineData("Arshjulet.Functions")]
    public void The_local_host_knows_nothing_of_internal_control(string name) => Faults.AssertNone(Naming(name, "local"));

    [Fact]
    public void The_local_host_knows_no_role_of_the_app()
    {
        var roles = JsonNode.Parse(Repository.Text("functions/app-roles.json"))!.AsArray().Select(r => (string)r!["value"]!).ToArray();

        Assert.Contains("Secretary", roles);
        Faults.AssertNone(Where(line => roles.Any(role => Walls.NamesRole(line, role)), "local"));
    }

    [Fact]
    public void The_local_host_knows_no_route_of_the_app()
    {
        var routes = Repository.Code("functions").SelectMany(f => Walls.RoutesIn(Repository.Text(f))).Distinct().ToArray();

        Assert.Contains("kansli", routes);
        Faults.AssertNone(Where(line => routes.Any(route => Walls.NamesRoute(line, route)), "local"));
    }

    [Fact]
    public void No_city_is_named_in_the_code() => Faults.AssertNone(Naming("Malmö", "model", "documents", "local", "functions"));

    [Fact]
    public void Every_function_that_code_calls_by_name_is_named_by_nameof() =>
        Faults.AssertNone(Repository.Code("functions").SelectMany(f => Walls.FunctionNamesByHand(Repository.Text(f)).Select(name => $"{f}: {name}")));

    [Fact]
    public void No_function_is_called_by_a_literal_name() =>
        Faults.AssertNone(Repository.Code("functions").SelectMany(f => Walls.FunctionsCalledByHand(Repository.Text(f)).Select(name => $"{f}: {name}")));

    [Fact]
    public void No_two_functions_have_the_same_name() =>
        Faults.AssertNone(Repository.Code("functions")
            .SelectMany(f => Walls.FunctionNames(Repository.Text(f)))
            .GroupBy(name => name)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key));

    /// <summary>These two take a view, which the compiler checks. Elsewhere, parameters of a wrong name or type would only show at run time.</summary>
    [Fact]
    public void Components_are_rendered_from_code_in_two_places_alone() =>
        Assert.Equal(
            ["functions/Mail/MailComposer.cs", "functions/Pages/PageResults.cs"],
            Repository.Code("functions").Where(f => Walls.RendersComponents(Repository.Text(f))));

    [Fact]
    public void The_npm_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", Repository.Text("package-lock.json"), StringComparison.Ordinal);

    [Theory]
    [InlineData("#if AZURE", true)]
    [InlineData("class A {\n    # elif X\n}", true)]
    [InlineData("#region A\n#pragma warning disable", false)]
    public void Code_that_branches_on_the_host_is_seen(string code, bool branches) => Assert.Equal(branches, Walls.BranchesOnTheHost(code));

    [Theory]
    [InlineData("return new RazorComponentResult<YearPage>(new { User = user });", true)]
    [InlineData("await renderer.RenderComponentAsync<ReceiptMail>(ParameterView.FromDictionary(parameters))", true)]
    [InlineData("return PageResults.Page<YearPage, YearView>(view);", false)]
    public void Code_that_renders_a_component_is_seen(string code, bool renders) => Assert.Equal(renders, Walls.RendersComponents(code));

    [Theory]
    [InlineData("[Function(nameof(SendReminder))]", "")]
    [InlineData("[Function(nameof(Remind.Send))]\n[Function( nameof(X) )]", "")]
    [InlineData("[Function(\"SendReminder\")]\nTask Run([TimerTrigger(\"0 5 * * * *\")] TimerInfo timer)", "\"SendReminder\"")]
    [InlineData(
        "[Function(\"YearPage\")]\nTask<IResult> Get([HttpTrigger(\"get\")] HttpRequest request)\n[Function(\"Sweep\")]\nTask Run([TimerTrigger] T t)",
        "\"Sweep\"")]
    [InlineData("[Authorize, Function(Names.Send)]", "Names.Send")]
    public void A_function_named_by_hand_is_seen(string code, string name) => Assert.Equal(name, string.Join(' ', Walls.FunctionNamesByHand(code)));

    [Theory]
    [InlineData("await context.CallActivityAsync(nameof(WakeParts), year, Retrying.Default);", "")]
    [InlineData("await context.CallActivityAsync<bool>(\"IsClosed\", year, Retrying.Default);", "IsClosed")]
    [InlineData("await context.CallActivityAsync<IReadOnlyList<int>>(\n    \"ListYears\");", "ListYears")]
    [InlineData("await Starting.StartAsync(client, \"YearOrchestrator\", InstanceIds.ForYear(year), year, cancellation);", "YearOrchestrator")]
    public void A_function_called_by_a_literal_name_is_seen(string code, string name) =>
        Assert.Equal(name, string.Join(' ', Walls.FunctionsCalledByHand(code)));

    [Theory]
    [InlineData("roles.Contains(\"Reader\")", true)]
    [InlineData("Role.Reader or Role.Analyst", true)]
    [InlineData("IAsyncStreamReader<Message> reader", false)]
    [InlineData("public ChannelReader<Message> ToWorker => _toWorker.Reader;", false)]
    public void A_role_of_the_app_is_seen(string line, bool named) => Assert.Equal(named, Walls.NamesRole(line, "Reader"));

    [Theory]
    [InlineData("<a href=\"/kansli/2024\">", true)]
    [InlineData("path.StartsWith(\"/kansli\")", true)]
    [InlineData("Route = \"kansli/{year:int}\"", true)]
    [InlineData("$\"{site}/kansli\"", true)]
    [InlineData("<a href=\"/lokalt/kanslihund\">", false)]
    [InlineData("// what kansli means", false)]
    public void A_route_of_the_app_is_seen(string line, bool named) => Assert.Equal(named, Walls.NamesRoute(line, "kansli"));

    [Fact]
    public void The_routes_of_functions_are_found_where_they_are_written_and_where_they_are_kept() => Assert.Equal(
        ["kansli", "svar"],
        Walls.RoutesIn("[HttpTrigger(\"get\", Route = \"kansli/{year:int}\")]\nprivate const string Own = \"svar/{year:int}/{body}\";\nRoute = Own"));

    private static IEnumerable<string> Naming(string word, params string[] folders) =>
        Where(line => line.Contains(word, StringComparison.OrdinalIgnoreCase), folders);

    /// <summary>The lines that are as they are not to be, as file and number.</summary>
    private static IEnumerable<string> Where(Func<string, bool> isFault, params string[] folders) =>
        from file in Repository.Code(folders)
        from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
        where isFault(line.Text)
        select $"{file}:{line.Number}";
}
