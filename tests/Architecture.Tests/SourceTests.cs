using Xunit;

namespace Arshjulet.Architecture.Tests;

public class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestProgram = 60;

    [Fact]
    public void There_is_code_to_look_at() => Assert.All(["model", "documents", "local", "functions", "demo"], folder => Assert.NotEmpty(Repository.Code(folder)));

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        Assert.DoesNotContain(Repository.Code("model", "documents", "local", "functions", "demo"), f => Repository.Lines(f).Length > LongestFile);

    [Fact]
    public void Program_is_a_table_of_contents_of_under_60_lines() =>
        Assert.DoesNotContain(Repository.Code("functions"), f => f == "functions/Program.cs" && Repository.Lines(f).Length >= LongestProgram);

    [Fact]
    public void The_functions_do_not_branch_on_the_host() =>
        Assert.DoesNotContain(Repository.Code("functions"), f => Walls.BranchesOnTheHost(Repository.Text(f)));

    [Fact]
    public void The_functions_name_nothing_of_the_local_host() => Assert.Empty(Naming("Arshjulet.Local", "functions"));

    [Fact]
    public void The_local_host_knows_nothing_of_internal_control() => Assert.Empty(Naming("Arshjulet.Model", "local"));

    [Theory]
    [InlineData("Secretary")]
    [InlineData("Analyst")]
    public void The_local_host_knows_no_role_of_the_app(string role) => Assert.Empty(Naming(role, "local"));

    [Fact]
    public void No_city_stands_in_the_code() => Assert.Empty(Naming("Malmö", "model", "documents", "local", "functions"));

    [Fact]
    public void Every_function_that_code_calls_by_name_is_named_by_nameof() =>
        Assert.Empty(Repository.Code("functions").SelectMany(f => Walls.FunctionNamesByHand(Repository.Text(f)).Select(name => $"{f}: {name}")));

    [Fact]
    public void No_function_is_called_by_a_literal_name() =>
        Assert.Empty(Repository.Code("functions").SelectMany(f => Walls.FunctionsCalledByHand(Repository.Text(f)).Select(name => $"{f}: {name}")));

    [Fact]
    public void No_two_functions_have_the_same_name() =>
        Assert.Empty(Repository.Code("functions").SelectMany(f => Walls.FunctionNames(Repository.Text(f))).GroupBy(name => name).Where(g => g.Count() > 1).Select(g => g.Key));

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
    [InlineData("[Function(\"YearPage\")]\nTask<IResult> Get([HttpTrigger(\"get\")] HttpRequest request)\n[Function(\"Sweep\")]\nTask Run([TimerTrigger] T t)", "\"Sweep\"")]
    [InlineData("[Authorize, Function(Names.Send)]", "Names.Send")]
    public void A_function_named_by_hand_is_seen(string code, string name) => Assert.Equal(name, string.Join(' ', Walls.FunctionNamesByHand(code)));

    [Theory]
    [InlineData("await context.CallActivityAsync(nameof(WakeParts), year, Retrying.Default);", "")]
    [InlineData("await context.CallActivityAsync<bool>(\"IsClosed\", year, Retrying.Default);", "IsClosed")]
    [InlineData("await context.CallActivityAsync<IReadOnlyList<int>>(\n    \"ListYears\");", "ListYears")]
    [InlineData("await Starting.StartAsync(client, \"YearOrchestrator\", InstanceIds.ForYear(year), year, cancellation);", "YearOrchestrator")]
    public void A_function_called_by_a_literal_name_is_seen(string code, string name) => Assert.Equal(name, string.Join(' ', Walls.FunctionsCalledByHand(code)));

    private static IEnumerable<string> Naming(string word, params string[] folders) =>
        Repository.Code(folders).SelectMany(f => Repository.Lines(f).Select((line, i) => (line, i)).Where(l => l.line.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(l => $"{f}:{l.i + 1}"));
}
