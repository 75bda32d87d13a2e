using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Compiling;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>Every file of a report is valid, and the same compilation gives the same bytes.</summary>
public class ValidityTests
{
    public static TheoryData<DocumentKind> Parts() => [.. Enum.GetValues<DocumentKind>()];

    [Theory, MemberData(nameof(Parts))]
    public void When_the_year_is_whole_then_the_file_is_valid(DocumentKind part) =>
        Assert.Empty(Opened.Faults(Made.Of(part, Exempelstad.Report())));

    [Theory, MemberData(nameof(Parts))]
    public void When_nobody_has_answered_then_the_file_is_valid(DocumentKind part) =>
        Assert.Empty(Opened.Faults(Made.Of(part, Exempelstad.Report(Exempelstad.Input(_ => false)))));

    [Theory, MemberData(nameof(Parts))]
    public void When_nothing_is_known_of_earlier_years_then_the_file_is_valid(DocumentKind part) =>
        Assert.Empty(Opened.Faults(Made.Of(part, Exempelstad.Report(Exempelstad.Input(history: [])))));

    [Theory, MemberData(nameof(Parts))]
    public void When_the_year_has_no_forms_then_the_file_is_valid(DocumentKind part)
    {
        var input = Exempelstad.Input(_ => false) with { Forms = [] };
        Assert.Empty(Opened.Faults(Made.Of(part, Exempelstad.Report(input))));
    }

    [Theory, MemberData(nameof(Parts))]
    public void When_the_file_is_made_twice_then_the_bytes_are_the_same(DocumentKind part) =>
        Assert.Equal(Made.Of(part, Exempelstad.Report()).Content, Made.Of(part, Exempelstad.Report()).Content);

    [Theory, MemberData(nameof(Parts))]
    public void When_the_submissions_come_in_another_order_then_the_bytes_are_the_same(DocumentKind part)
    {
        var input = Exempelstad.Input();
        var turned = input with { Submissions = [.. input.Submissions.Reverse()] };
        Assert.Equal(
            Made.Of(part, Exempelstad.Report(input)).Content,
            Made.Of(part, Exempelstad.Report(turned)).Content);
    }

    [Fact]
    public void The_city_gives_the_counts_of_the_report()
    {
        var total = Compiler.Compile(Exempelstad.Input()).Form(Exempelstad.SelfAssessment)!.Totals.Single();
        Assert.Equal([389, 39, 1, 8], total.Steps.Select(s => s.Count));
    }
}
