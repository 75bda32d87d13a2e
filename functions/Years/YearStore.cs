using System.Globalization;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Years;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Years;

/// <summary>KS's decision on the year's reviews, as the secretary registered it.</summary>
/// <param name="Date">The date of the meeting.</param>
/// <param name="Paragraph">The paragraph of the minutes, without "§".</param>
/// <param name="Reviews">The keys of the reviews.</param>
/// <param name="DiaryNumber">The diary number that the report prints; null if it is not known.</param>
public sealed record ReviewsDecision(DateOnly Date, string Paragraph, IReadOnlyList<string> Reviews, string? DiaryNumber);

/// <summary>An instruction that is attached to the invitations.</summary>
public sealed record Instruction(string Form, string FileName, string ContentType, string Blob)
{
    /// <summary>The version of the row that was read; null if the instruction is not stored yet.</summary>
    public RowVersion? Row { get; init; }
}

/// <summary>The stored state of a year.</summary>
public sealed record YearState
{
    public required int Year { get; init; }

    /// <summary>Null while the year is a draft.</summary>
    public ReviewsDecision? Decision { get; init; }
    public required IReadOnlyList<Instruction> Instructions { get; init; }
    public required IReadOnlyList<MeetingDecision> Meetings { get; init; }

    /// <summary>Follow-ups that earlier years promised for this one.</summary>
    public required IReadOnlyList<FollowUp> FollowUps { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Throws unless the year is decided and not closed.</summary>
    /// <exception cref="NotFoundException">KS has not decided.</exception>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    public void RequireRunning()
    {
        if (ClosedAt is not null)
        {
            throw new YearClosedException(Year);
        }

        if (Decision is null)
        {
            throw new NotFoundException($"{Year} is not decided.");
        }
    }

    /// <summary>The keys of the year's forms: the self-assessment, then those of the reviews that KS chose.</summary>
    public IReadOnlyList<string> FormsOf(YearContent content) => content.Plan.FormKeys(Decision?.Reviews ?? []);
}

/// <summary>The Years table: partition year, a row for the decision, each instruction, each meeting and each promised follow-up.</summary>
public sealed class YearStore(Tables tables)
{
    private const string DecisionRow = "decision";
    private const string InstructionPrefix = "instruction-";
    private const string MeetingPrefix = "meeting-";
    private const string FollowUpPrefix = "followup-";
    private const string ClosedRow = "closed";

    private static string Partition(int year) => year.ToString(CultureInfo.InvariantCulture);

    public async Task<YearState> ReadAsync(int year, CancellationToken cancellation)
    {
        var rows = await tables.Years.ReadPartitionAsync(Partition(year), cancellation);
        IEnumerable<TableEntity> RowsOf(string prefix) => rows.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal));
        return new YearState
        {
            Year = year,
            Decision = rows.Where(r => r.RowKey == DecisionRow).Select(DecisionOf).FirstOrDefault(),
            Instructions = [.. RowsOf(InstructionPrefix).Select(InstructionOf)],
            Meetings = [.. RowsOf(MeetingPrefix).Select(MeetingOf).OrderBy(m => m.Decider)],
            FollowUps = [.. RowsOf(FollowUpPrefix).Select(r =>
                new FollowUp(r.GetInt32("PromisedIn") ?? 0, year, r.GetString("Review"), r.GetString("Name")))],
            ClosedAt = rows.FirstOrDefault(r => r.RowKey == ClosedRow)?.GetDateTimeOffset("At"),
        };
    }

    /// <summary>Whether the year is closed; reads a single row.</summary>
    public async Task<bool> IsClosedAsync(int year, CancellationToken cancellation) =>
        await tables.Years.FindAsync(Partition(year), ClosedRow, cancellation) is not null;

    /// <summary>Throws if the year is closed. Call it before changing anything in a year.</summary>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    public async Task RequireOpenAsync(int year, CancellationToken cancellation)
    {
        if (await IsClosedAsync(year, cancellation))
        {
            throw new YearClosedException(year);
        }
    }

    /// <summary>Years that have been decided, newest first.</summary>
    public async Task<IReadOnlyList<int>> DecidedYearsAsync(CancellationToken cancellation)
    {
        var rows = await tables.Years.ReadAsync(RowQuery.WithRowKey(DecisionRow), cancellation);
        return [.. rows.Select(YearOf).OrderDescending()];
    }

    /// <summary>Years for which a follow-up was promised, oldest first.</summary>
    public async Task<IReadOnlyList<int>> YearsWithFollowUpsAsync(CancellationToken cancellation)
    {
        var rows = await tables.Years.ReadAsync(RowQuery.WithRowKeyPrefix(FollowUpPrefix), cancellation);
        return [.. rows.Select(YearOf).Distinct().Order()];
    }

    /// <summary>Registers KS's decision. False if one is registered already.</summary>
    public Task<bool> TryDecideAsync(int year, ReviewsDecision decision, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), DecisionRow)
        {
            ["Date"] = Text(decision.Date),
            ["Paragraph"] = decision.Paragraph,
            ["Reviews"] = string.Join(' ', decision.Reviews),
            ["DiaryNumber"] = decision.DiaryNumber,
        }, cancellation);

    /// <summary>Replaces a form's instruction (<paramref name="before"/>, null if there was none). False if it has been changed meanwhile.</summary>
    public Task<bool> TrySetInstructionAsync(int year, Instruction instruction, Instruction? before, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition(year), $"{InstructionPrefix}{instruction.Form}")
        {
            ["Form"] = instruction.Form,
            ["FileName"] = instruction.FileName,
            ["ContentType"] = instruction.ContentType,
            ["Blob"] = instruction.Blob,
        };
        return tables.Years.TryPutAsync(row.WithVersion(before?.Row), cancellation);
    }

    /// <summary>Registers a meeting's decision. False if that decider's decision is registered already.</summary>
    public Task<bool> TryAddMeetingAsync(int year, MeetingDecision decision, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), $"{MeetingPrefix}{(int)decision.Decider}")
        {
            ["Decider"] = decision.Decider.ToString(),
            ["Date"] = Text(decision.Date),
            ["Paragraph"] = decision.Paragraph,
            ["Version"] = decision.Version,
        }, cancellation);

    /// <summary>Adds a follow-up to the draft of the year that it was promised for. Idempotent.</summary>
    public Task AddFollowUpAsync(FollowUp promise, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(promise.For), $"{FollowUpPrefix}{promise.PromisedIn}-{promise.Review}")
        {
            ["PromisedIn"] = promise.PromisedIn,
            ["Review"] = promise.Review,
            ["Name"] = promise.Name,
        }, cancellation);

    /// <summary>Closes the year. Idempotent: the first closing time is kept.</summary>
    public Task CloseAsync(int year, DateTimeOffset at, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), ClosedRow) { ["At"] = at }, cancellation);

    private static ReviewsDecision DecisionOf(TableEntity row) => new(
        DateOf(row),
        row.GetString("Paragraph"),
        row.GetString("Reviews").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.GetString("DiaryNumber"));

    private static Instruction InstructionOf(TableEntity row) =>
        new(row.GetString("Form"), row.GetString("FileName"), row.GetString("ContentType"), row.GetString("Blob")) { Row = RowVersion.FromRow(row) };

    private static MeetingDecision MeetingOf(TableEntity row) =>
        new(Enum.Parse<Decider>(row.GetString("Decider")), DateOf(row), row.GetString("Paragraph"), row.GetInt32("Version") ?? 0);

    private static int YearOf(TableEntity row) => int.Parse(row.PartitionKey, CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly DateOf(TableEntity row) => DateOnly.ParseExact(row.GetString("Date"), "O", CultureInfo.InvariantCulture);
}
