using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>One link for all of a body's managers, where the content says so: a row in the body's partition. Whoever opens it is given a code.</summary>
public sealed class SurveyOpenLinks(Tables tables)
{
    private const string OpenRow = "open";

    /// <summary>
    /// A new open link for a body. Where one holds already, only if <paramref name="replaces"/> says which (<see cref="NameAsync"/>), and then
    /// that ends; else null.
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

    /// <summary>What the open link that holds now can be called without giving it away; null where there is none.</summary>
    public async Task<string?> NameAsync(BodySurvey survey, CancellationToken cancellation) => await FindAsync(survey, cancellation) is { } row ? NameOf(row) : null;

    /// <summary>Whether a secret is the body's open link.</summary>
    public async Task<bool> HoldsAsync(BodySurvey survey, string secret, CancellationToken cancellation) =>
        SurveySecret.Read(secret) is { Length: SurveySecret.Bytes } bits
        && await FindAsync(survey, cancellation) is { } row && SurveySecret.IsHashOf(row.GetString("Hash"), bits);

    private Task<TableEntity?> FindAsync(BodySurvey survey, CancellationToken cancellation) => tables.Survey.FindAsync(survey.Partition, OpenRow, cancellation);

    private static string NameOf(TableEntity row) => row.GetString("Hash")[..12];
}
