using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// Free texts of the managers' survey: many in one row, in random order, so that neither a row of its own nor a place in the order tells
/// which answer a text came with. A full page is dealt out on two.
/// </summary>
internal static class SurveyTextPages
{
    /// <summary>Texts of 2,000 characters in one row: 400 kB of the 1 MiB.</summary>
    private const int PageSize = 100;
    private const string Prefix = "text-";

    /// <summary>Every page of a body.</summary>
    public static async Task<IReadOnlyList<TableEntity>> AllAsync(Table table, BodySurvey survey, CancellationToken cancellation) =>
        await RowsAsync(table, survey, null, cancellation);

    /// <summary>
    /// The pages to write with an answer: one of each question, picked by chance, with the new texts shuffled in. Also where there is no
    /// new text, so that what is written doesn't tell which answers came with one.
    /// </summary>
    public static async Task<IReadOnlyList<TableEntity>> GrownAsync(Table table, BodySurvey survey, ILookup<string, string> added)
    {
        var known = (await RowsAsync(table, survey, ["RowKey"], CancellationToken.None)).Select(r => r.RowKey).ToLookup(QuestionOf);
        var pages = new List<TableEntity>();
        foreach (var question in known.Select(k => k.Key).Union(added.Select(a => a.Key)))
        {
            var keys = known[question].ToArray();
            var page = keys.Length == 0
                ? New(survey, question)
                : await table.FindAsync(survey.Partition, keys[RandomNumberGenerator.GetInt32(keys.Length)], CancellationToken.None) ?? New(survey, question);
            var texts = Shuffle([.. Of(page), .. added[question]]);
            if (texts.Length <= PageSize)
            {
                pages.Add(Filled(page, texts));
            }
            else
            {
                pages.Add(Filled(page, texts[..(texts.Length / 2)]));
                pages.Add(Filled(New(survey, question), texts[(texts.Length / 2)..]));
            }
        }

        return pages;
    }

    /// <summary>The page with its texts in another order.</summary>
    public static TableEntity Shuffled(TableEntity page) => Filled(page, Shuffle([.. Of(page)]));

    public static IEnumerable<string> Of(TableEntity page) => page.Where(p => p.Key.StartsWith("Text", StringComparison.Ordinal)).Select(p => (string)p.Value);

    public static bool IsPage(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    public static string QuestionOf(TableEntity page) => QuestionOf(page.RowKey);

    private static string QuestionOf(string row) => row[Prefix.Length..row.LastIndexOf('-')];

    private static TableEntity New(BodySurvey survey, string question) =>
        new(survey.Partition, $"{Prefix}{question}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");

    private static TableEntity Filled(TableEntity page, string[] texts)
    {
        var filled = new TableEntity(page.PartitionKey, page.RowKey).ReadAs(RowVersion.Of(page));
        for (var i = 0; i < texts.Length; i++)
        {
            filled[string.Create(CultureInfo.InvariantCulture, $"Text{i:D3}")] = texts[i];
        }

        return filled;
    }

    private static string[] Shuffle(string[] texts)
    {
        RandomNumberGenerator.Shuffle(texts.AsSpan());
        return texts;
    }

    private static Task<List<TableEntity>> RowsAsync(Table table, BodySurvey survey, IEnumerable<string>? select, CancellationToken cancellation) =>
        table.ReadAsync(RowQuery.InPartition(survey.Partition).And(RowQuery.NamedFrom(Prefix)), cancellation, select);
}
