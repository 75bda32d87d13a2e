using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The free texts of the managers' survey. Many texts share a row, in random order, so that neither a row of its own nor its position tells which
/// answer a text belongs to. A full page is split in two.
/// </summary>
internal static class SurveyTextPages
{
    /// <summary>The most texts in one row. At 2,000 characters each they take 400 kB of the 1 MiB.</summary>
    private const int PageSize = 100;
    private const string Prefix = "text-";

    /// <summary>All of a body's pages.</summary>
    public static async Task<IReadOnlyList<TableEntity>> AllAsync(Table table, BodySurvey survey, CancellationToken cancellation) =>
        await RowsAsync(table, survey, null, cancellation);

    /// <summary>
    /// The pages to write together with an answer: for each question one page, picked at random, with the new texts shuffled in. Pages are also
    /// written for questions without a new text, so that the writes do not tell which answers came with one.
    /// </summary>
    public static async Task<IReadOnlyList<TableEntity>> WithTextsAddedAsync(Table table, BodySurvey survey, ILookup<string, string> added)
    {
        var known = (await RowsAsync(table, survey, ["RowKey"], CancellationToken.None)).Select(r => r.RowKey).ToLookup(QuestionOf);
        var pages = new List<TableEntity>();
        foreach (var question in known.Select(k => k.Key).Union(added.Select(a => a.Key)))
        {
            var keys = known[question].ToArray();
            var page = keys.Length == 0
                ? NewPage(survey, question)
                : await table.FindAsync(survey.Partition, keys[RandomNumberGenerator.GetInt32(keys.Length)], CancellationToken.None)
                    ?? NewPage(survey, question);
            var texts = Shuffle([.. TextsOf(page), .. added[question]]);
            if (texts.Length <= PageSize)
            {
                pages.Add(WithTexts(page, texts));
            }
            else
            {
                pages.Add(WithTexts(page, texts[..(texts.Length / 2)]));
                pages.Add(WithTexts(NewPage(survey, question), texts[(texts.Length / 2)..]));
            }
        }

        return pages;
    }

    /// <summary>The page with its texts in a new random order.</summary>
    public static TableEntity Shuffled(TableEntity page) => WithTexts(page, Shuffle([.. TextsOf(page)]));

    public static IEnumerable<string> TextsOf(TableEntity page) =>
        page.Where(p => p.Key.StartsWith("Text", StringComparison.Ordinal)).Select(p => (string)p.Value);

    public static bool IsPage(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    public static string QuestionOf(TableEntity page) => QuestionOf(page.RowKey);

    private static string QuestionOf(string row) => row[Prefix.Length..row.LastIndexOf('-')];

    private static TableEntity NewPage(BodySurvey survey, string question) =>
        new(survey.Partition, $"{Prefix}{question}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");

    private static TableEntity WithTexts(TableEntity page, string[] texts)
    {
        var filled = new TableEntity(page.PartitionKey, page.RowKey).WithVersion(RowVersion.FromRow(page));
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
        table.ReadAsync(RowQuery.InPartition(survey.Partition).And(RowQuery.WithRowKeyPrefix(Prefix)), cancellation, select);
}
