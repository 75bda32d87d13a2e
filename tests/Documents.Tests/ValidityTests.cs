using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Compiling;
using Xunit;

namespace Arshjulet.Documents.Tests;

public class ValidityTests
{
    public static TheoryData<ReportPart> Parts() => [.. ReportDocuments.Parts];

    [Theory, MemberData(nameof(Parts))]
    public void WhenTheYearIsWhole_ThenTheFileIsValid(ReportPart part) =>
        Assert.Empty(Opened.Faults(ReportDocuments.Create(part, Exempelstad.Report())));

    [Theory, MemberData(nameof(Parts))]
    public void WhenNobodyHasAnswered_ThenTheFileIsValid(ReportPart part) =>
        Assert.Empty(Opened.Faults(ReportDocuments.Create(part, Exempelstad.Report(Exempelstad.Input(_ => false)))));

    [Theory, MemberData(nameof(Parts))]
    public void WhenNothingIsKnownOfEarlierYears_ThenTheFileIsValid(ReportPart part) =>
        Assert.Empty(Opened.Faults(ReportDocuments.Create(part, Exempelstad.Report(Exempelstad.Input(history: [])))));

    [Theory, MemberData(nameof(Parts))]
    public void WhenTheYearHasNoForms_ThenTheFileIsValid(ReportPart part)
    {
        var input = Exempelstad.Input(_ => false) with { Forms = [] };
        Assert.Empty(Opened.Faults(ReportDocuments.Create(part, Exempelstad.Report(input))));
    }

    [Theory, MemberData(nameof(Parts))]
    public void WhenMadeTwice_ThenTheBytesAreTheSame(ReportPart part) =>
        Assert.Equal(ReportDocuments.Create(part, Exempelstad.Report()).Content, ReportDocuments.Create(part, Exempelstad.Report()).Content);

    [Fact]
    public void WhenTheSubmissionsComeInAnotherOrder_ThenTheBytesAreTheSame()
    {
        var input = Exempelstad.Input();
        var turned = input with { Submissions = [.. input.Submissions.Reverse()] };
        Assert.All(ReportDocuments.Parts, p => Assert.Equal(
            ReportDocuments.Create(p, Exempelstad.Report(input)).Content, ReportDocuments.Create(p, Exempelstad.Report(turned)).Content));
    }

    [Fact]
    public void TheCity_GivesTheCountsOfTheReport()
    {
        var total = Compiler.Compile(Exempelstad.Input()).Form(Exempelstad.SelfAssessment)!.Totals.Single();
        Assert.Equal([389, 39, 1, 8], total.Steps.Select(s => s.Count));
    }
}
