using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Arshjulet.Architecture.Tests;

/// <summary>What a project may reference, and what code may say. Each rule reads text, so that each can be shown to find its fault.</summary>
internal static partial class Walls
{
    /// <summary>Names of the referenced projects' folders, also of those that are referenced under a condition.</summary>
    public static IReadOnlyList<string> ProjectsOf(XDocument project) =>
        [.. project.Descendants("ProjectReference").Select(r => FolderOf((string?)r.Attribute("Include") ?? ""))];

    /// <summary>Packages that reach whoever uses the project; analyzers keep to themselves.</summary>
    public static IReadOnlyList<string> PackagesOf(XDocument project) =>
        [.. project.Descendants().Where(r => r.Name.LocalName is "PackageReference" or "FrameworkReference" && (string?)r.Attribute("PrivateAssets") != "all")
            .Select(r => (string?)r.Attribute("Include") ?? "")];

    public static bool BranchesOnTheHost(string code) => ConditionalCompilation().IsMatch(code);

    /// <summary>Every function's name as it is written: a literal or an expression.</summary>
    public static IReadOnlyList<string> FunctionNames(string code) => [.. FunctionAttribute().Matches(code).Select(m => m.Groups[1].Value.Trim())];

    /// <summary>
    /// The names given otherwise than by <c>nameof</c>. Pages may have them: nothing calls a page by its function's name, and two of
    /// one class often share a method name. What orchestrations, timers and queues start is called by name.
    /// </summary>
    public static IReadOnlyList<string> FunctionNamesByHand(string code) =>
        [.. FunctionAttribute().Matches(code)
            .Where(m => !m.Groups[1].Value.Trim().StartsWith("nameof(", StringComparison.Ordinal) && !IsPage(code, m))
            .Select(m => m.Groups[1].Value.Trim())];

    /// <summary>Calls of activities and orchestrations by a literal: nothing but the compiler's <c>nameof</c> shows which folder they lead to.</summary>
    public static IReadOnlyList<string> FunctionsCalledByHand(string code) => [.. LiteralCall().Matches(code).Select(m => m.Groups[1].Value)];

    public static bool RendersComponents(string code) => Rendering().IsMatch(code);

    /// <summary>The first words of the routes that functions have, written in their triggers or kept in constants.</summary>
    public static IReadOnlyList<string> RoutesIn(string code) => [.. Route().Matches(code).Select(m => m.Groups[1].Value)];

    /// <summary>Whether a line has a route of this first word, as a whole path or the beginning of one.</summary>
    public static bool NamesRoute(string line, string route) => Regex.IsMatch(line, $"""["/]{Regex.Escape(route)}[/"]""");

    /// <summary>Whether a line has a role by its name: as a text, or as one of the app's own constants.</summary>
    public static bool NamesRole(string line, string role) => Regex.IsMatch(line, $"""("|\bRoles?\.){Regex.Escape(role)}\b""");

    private static bool IsPage(string code, Match function)
    {
        var next = FunctionAttribute().Match(code, function.Index + function.Length);
        return code[function.Index..(next.Success ? next.Index : code.Length)].Contains("[HttpTrigger(", StringComparison.Ordinal);
    }

    private static string FolderOf(string include) => include.Replace('\\', '/').Split('/') is [.., var folder, _] ? folder : include;

    [GeneratedRegex(@"^\s*#\s*(if|elif|define)\b", RegexOptions.Multiline)]
    private static partial Regex ConditionalCompilation();

    [GeneratedRegex(@"\[(?:[^\[\]]*,\s*)?Function(?:Attribute)?\(((?:[^()]|\([^()]*\))*)\)")]
    private static partial Regex FunctionAttribute();

    [GeneratedRegex(@"\b(?:RazorComponentResult|RenderComponentAsync|ParameterView)\b")]
    private static partial Regex Rendering();

    [GeneratedRegex(
        @"\b(?:CallActivityAsync|CallSubOrchestratorAsync|ScheduleNewOrchestrationInstanceAsync|Starting\.StartAsync)" +
        @"(?:<[^()]*>)?\([^()""]*""([^""]*)""")]
    private static partial Regex LiteralCall();

    [GeneratedRegex(@"(?:\bRoute = ""|\bconst string \w+ = ""(?=[a-z]+/\{))([a-z]+)")]
    private static partial Regex Route();
}
