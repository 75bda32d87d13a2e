using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>Some pages show what only a browser sees, beside being pages that everybody can use.</summary>
public sealed partial class EveryPageTests
{
    private const string Question = "info-system";

    [Theory]
    [InlineData("formuläret kom från en annan webbplats", "Formuläret kom från en annan webbplats")]
    [InlineData("för mycket i ett formulär", "Det du skickade är för stort")]
    [InlineData("bilagor, för mycket på en gång", "Det du skickade är för stort")]
    [InlineData("skickat när lagringen inte svarar", "Det går inte att spara eller läsa just nu")]
    [InlineData("kansliet när lagringen inte svarar", "Det går inte att spara eller läsa just nu")]
    public void What_is_refused_or_not_there_is_named_in_the_heading(string state, string heading) => Assert.Equal([heading], Seen[state].Headings);

    [Theory]
    [InlineData("antal valnamnden", "Öppen länk", "5")]
    [InlineData("antal kulturnamnden", "visas inte", "visas inte")]
    [InlineData("antal fritidsnamnden", "visas inte", "visas inte")]
    [InlineData("antal miljonamnden", "0", "0")]
    [InlineData("antal ovriga", "10", "5")]
    [InlineData("antal alla", "10", "10")]
    [InlineData($"{Question} valnamnden", "5", "3 (60 %)", "2 (40 %)", "0 (0 %)", "0 (0 %)", "0 (0 %)")]
    [InlineData($"{Question} kulturnamnden", "visas inte")]
    [InlineData($"{Question} fritidsnamnden", "visas inte")]
    [InlineData($"{Question} miljonamnden", "0", "–", "–", "–", "–", "–")]
    [InlineData($"{Question} ovriga", "5", "5 (100 %)", "0 (0 %)", "0 (0 %)", "0 (0 %)", "0 (0 %)")]
    [InlineData($"{Question} alla", "10", "8 (80 %)", "2 (20 %)", "0 (0 %)", "0 (0 %)", "0 (0 %)")]
    public void The_surveys_result_holds_what_the_managers_answered_and_says_what_is_hidden(string row, params string[] cells) =>
        Assert.Equal(cells, walks.Year.SurveyRows[row].Select(cell => cell.Replace('\u00A0', ' ')));

    [Fact]
    public void Every_question_of_the_survey_has_a_result() =>
        Assert.Equal(
            ["info-andra", "info-lokaler", "info-system", "latt-lokaler", "latt-system", "vet-vart"],
            walks.Year.SurveyRows
                .Where(r => r.Key.EndsWith(" alla", StringComparison.Ordinal))
                .Where(r => r.Value[0] == "10" && r.Value[1].StartsWith("8 (", StringComparison.Ordinal))
                .Select(r => r.Key.Split(' ')[0])
                .Order(StringComparer.Ordinal));

    [Fact]
    public void The_managers_texts_are_with_their_body_and_those_of_hidden_bodies_together() =>
        Assert.Equal(
            [["En chef i fritidsnamnden.", "En chef i kulturnamnden."], Enumerable.Repeat("Vi pratar om det på arbetsplatsträffen.", 5), []],
            walks.Year.SurveyTexts);

    [Fact]
    public void What_was_sent_while_storage_did_not_answer_is_saved_when_the_page_is_loaded_again() => Assert.Equal(OutageWalk.Typed, walks.Outage.Kept);
}
