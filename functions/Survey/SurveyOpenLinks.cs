using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>One link for all of a body's managers, if the content says so: a row in the body's partition. Everyone who opens it gets a code.</summary>
public sealed class SurveyOpenLinks(Tables tables)
{
    private const string OpenRow = "open";

    /// <summary>
    /// Creates an open link for a body. If there already is one, it is replaced only if <paramref name="replaces"/> names it
    /// (<see cref="NameAsync"/>); otherwise the result is null.
    /// </summary>
    public async Task<string?> TryNewSecretAsync(BodySurvey survey, string? replaces, CancellationToken cancellation)
    {
        var bits = SurveySecret.NewBits();
        var row = await FindAsync(survey, cancellation) ?? new TableEntity(survey.Partition, OpenRow);
        if (row.ContainsKey("Hash") && NameOf(row) != replaces)
        {
            return null;
        }

        row["Hash"] = SurveySecret.Hash(bits);
        return await tables.Survey.TryPutAsync(row, cancellation) ? SurveySecret.Write(bits) : null;
    }

    /// <summary>A name for the current open link that does not give it away; null if there is none.</summary>
    public async Task<string?> NameAsync(BodySurvey survey, CancellationToken cancellation) =>
        await FindAsync(survey, cancellation) is { } row ? NameOf(row) : null;

    /// <summary>Whether a secret is the body's open link.</summary>
    public async Task<bool> IsOpenLinkAsync(BodySurvey survey, string secret, CancellationToken cancellation) =>
        SurveySecret.Read(secret) is { Length: SurveySecret.Bytes } bits
        && await FindAsync(survey, cancellation) is { } row && SurveySecret.IsHashOf(row.GetString("Hash"), bits);

    private Task<TableEntity?> FindAsync(BodySurvey survey, CancellationToken cancellation) =>
        tables.Survey.FindAsync(survey.Partition, OpenRow, cancellation);

    private static string NameOf(TableEntity row) => row.GetString("Hash")[..12];
}
