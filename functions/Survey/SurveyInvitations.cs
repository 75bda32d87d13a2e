using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// Which of a body's managers are invited: each has a code of his or her own (<see cref="SurveyCodes"/>). A row in the body's partition counts
/// the codes that were ever given, and says with whom the body is counted; every upload of addresses replaces it.
/// </summary>
public sealed class SurveyInvitations(Tables tables, SurveyCodes codes)
{
    private const string ListRow = "list";
    private const string GroupName = "Group";

    /// <summary>Gives each address a code, unless it has one that is unspent. Returns how many were new.</summary>
    public Task<int> AddAsync(BodySurvey survey, IReadOnlyList<string> emails, CancellationToken cancellation)
    {
        var known = new HashSet<string>();
        var added = 0;
        return Attempt.UntilDoneAsync(async () =>
        {
            // The list before the codes: an upload that came in between has changed it, and the transaction is refused.
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

            // In random order: the order of the file, which is often that of the organisation, is stored nowhere.
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
                // Somebody else uploaded at the same time: what went in is known the next time round.
                return Attempt.Refused<int>();
            }

            added += chunk.Length;
            return Attempt.Partly<int>();
        });
    }

    /// <summary>How many codes each body of a year has been given, and with whom it is counted.</summary>
    public async Task<IReadOnlyDictionary<string, BodyCodes>> OfYearAsync(int year, CancellationToken cancellation)
    {
        var rows = await tables.Survey.ReadAsync(RowQuery.InPartitionsFrom(BodySurvey.Prefix(year)).And(RowQuery.Named(ListRow)), cancellation);
        return rows.Select(r => new BodyCodes(BodySurvey.BodyOf(r.PartitionKey, year), r.GetInt32("Invited") ?? 0, GroupOf(r))).ToDictionary(b => b.Body);
    }

    /// <summary>Keeps with whom a body is counted. False if addresses came since <paramref name="decided"/> was counted: it is to be decided anew.</summary>
    public async Task<bool> TryKeepGroupAsync(int year, BodyCodes decided, CancellationToken cancellation)
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
