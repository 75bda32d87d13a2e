using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// Invites a body's managers by giving each a code (<see cref="SurveyCodes"/>). A row in the body's partition counts the codes that were ever given
/// out and says with whom the body is counted. It is the sentinel of uploads: each replaces it.
/// </summary>
public sealed class SurveyInvitations(Tables tables, SurveyCodes codes)
{
    private const string ListRow = "list";
    private const string GroupName = "Group";

    /// <summary>Gives a code to each address that has no unspent one. Returns how many were added.</summary>
    public Task<int> AddAsync(BodySurvey survey, IReadOnlyList<string> emails, CancellationToken cancellation)
    {
        var known = new HashSet<string>();
        var added = 0;
        return Attempt.UntilDoneAsync(async () =>
        {
            // Read the list before the codes: if another upload comes in between, the list has changed and the transaction is refused.
            var list = await ListAsync(survey, cancellation);
            known.UnionWith((await codes.UnspentAsync(survey, cancellation)).Select(c => c.Email!));
            if (GroupOf(list) == SurveyGroup.Common)
            {
                known.UnionWith((await codes.UnspentAsync(BodySurvey.Common(survey.Year), cancellation)).Select(c => c.Email!));
            }

            var left = emails.Where(e => !known.Contains(e)).ToArray();
            if (left.Length == 0)
            {
                return Attempt.Done(added);
            }

            // Shuffled, so that row order does not reveal the file's order, which is often that of the organisation.
            RandomNumberGenerator.Shuffle(left.AsSpan());
            var chunk = left.Take(Batch.MaxOperations - 1).ToArray();
            list["Invited"] = (list.GetInt32("Invited") ?? 0) + chunk.Length;
            var batch = tables.Survey.Batch(list);
            foreach (var email in chunk)
            {
                batch.Add(SurveyCodes.NewRow(survey, email));
            }

            if (!await batch.TrySubmitAsync(cancellation))
            {
                // Somebody else uploaded at the same time. The next attempt sees their codes.
                return Attempt.Refused<int>();
            }

            added += chunk.Length;
            return Attempt.Incomplete<int>();
        });
    }

    /// <summary>How many codes each body of a year has been given, and with whom it is counted.</summary>
    public async Task<IReadOnlyDictionary<string, BodyCodes>> OfYearAsync(int year, CancellationToken cancellation)
    {
        var query = RowQuery.WithPartitionPrefix(BodySurvey.Prefix(year)).And(RowQuery.WithRowKey(ListRow));
        var rows = await tables.Survey.ReadAsync(query, cancellation);
        return rows.Select(r => new BodyCodes(BodySurvey.BodyOf(r.PartitionKey, year), r.GetInt32("Invited") ?? 0, GroupOf(r)))
            .ToDictionary(b => b.Body);
    }

    /// <summary>
    /// Stores with whom a body is counted. False if addresses have been added since <paramref name="decided"/>, so that it must be decided again.
    /// </summary>
    public async Task<bool> TryStoreGroupAsync(int year, BodyCodes decided, CancellationToken cancellation)
    {
        var list = await ListAsync(new BodySurvey(year, decided.Body), cancellation);
        if (GroupOf(list) == decided.Group)
        {
            return true;
        }

        list[GroupName] = decided.Group.ToString();
        return list.GetInt32("Invited") == decided.Codes && await tables.Survey.TryReplaceAsync(list, cancellation);
    }

    private Task<TableEntity> ListAsync(BodySurvey survey, CancellationToken cancellation) =>
        tables.Survey.GetOrAddAsync(new TableEntity(survey.Partition, ListRow) { ["Invited"] = 0 }, cancellation);

    private static SurveyGroup GroupOf(TableEntity list) =>
        Enum.TryParse<SurveyGroup>(list.GetString(GroupName), out var group) ? group : SurveyGroup.Undecided;
}
