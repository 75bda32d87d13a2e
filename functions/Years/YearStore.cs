using System.Globalization;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Years;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Years;

/// <summary>KS's decision on the year's reviews, as the secretary registered it.</summary>
/// <param name="Date">Of the meeting.</param>
/// <param name="Paragraph">Of the minutes, without "§".</param>
/// <param name="Reviews">Keys.</param>
/// <param name="DiaryNumber">Of the year's matter, as the report prints it; null where it isn't known.</param>
public sealed record ReviewsDecision(DateOnly Date, string Paragraph, IReadOnlyList<string> Reviews, string? DiaryNumber);

/// <summary>An instruction that goes with the invitations.</summary>
public sealed record Instruction(string Form, string FileName, string ContentType, string Blob)
{
    /// <summary>As it was read; null for one that isn't stored yet.</summary>
    public RowVersion? Row { get; init; }
}

/// <summary>What is known of a year.</summary>
public sealed record YearState
{
    public required int Year { get; init; }

    /// <summary>Null while the year is a draft.</summary>
    public ReviewsDecision? Decision { get; init; }
    public required IReadOnlyList<Instruction> Instructions { get; init; }
    public required IReadOnlyList<MeetingDecision> Meetings { get; init; }

    /// <summary>What earlier years promised for this one.</summary>
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

    /// <summary>The keys of the forms that are asked: the self-assessment, then the reviews that KS chose.</summary>
    public IReadOnlyList<string> FormsOf(YearContent content) => content.Plan.FormKeys(Decision?.Reviews ?? []);
}

/// <summary>The Years table: partition year; a row for the decision, each instruction, each meeting, each promise.</summary>
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
        var rows = await tables.Years.PartitionAsync(Partition(year), cancellation);
        return new YearState
        {
            Year = year,
            Decision = rows.Where(r => r.RowKey == DecisionRow).Select(r => new ReviewsDecision(
                DateOf(r), r.GetString("Paragraph"), r.GetString("Reviews").Split(' ', StringSplitOptions.RemoveEmptyEntries), r.GetString("DiaryNumber"))).FirstOrDefault(),
            Instructions = [.. rows.Where(r => r.RowKey.StartsWith(InstructionPrefix, StringComparison.Ordinal)).Select(r =>
                new Instruction(r.GetString("Form"), r.GetString("FileName"), r.GetString("ContentType"), r.GetString("Blob")) { Row = RowVersion.Of(r) })],
            Meetings = [.. rows.Where(r => r.RowKey.StartsWith(MeetingPrefix, StringComparison.Ordinal)).Select(r =>
                new MeetingDecision(Enum.Parse<Decider>(r.GetString("Decider")), DateOf(r), r.GetString("Paragraph"), r.GetInt32("Version") ?? 0)).OrderBy(m => m.Decider)],
            FollowUps = [.. rows.Where(r => r.RowKey.StartsWith(FollowUpPrefix, StringComparison.Ordinal)).Select(r =>
                new FollowUp(r.GetInt32("PromisedIn") ?? 0, year, r.GetString("Review"), r.GetString("Name")))],
            ClosedAt = rows.FirstOrDefault(r => r.RowKey == ClosedRow)?.GetDateTimeOffset("At"),
        };
    }

    /// <summary>Only whether the year is closed: one small read.</summary>
    public async Task<bool> IsClosedAsync(int year, CancellationToken cancellation) => await tables.Years.FindAsync(Partition(year), ClosedRow, cancellation) is not null;

    /// <summary>Throws when the year is closed. Asked before anything of it is changed.</summary>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    public async Task RequireOpenAsync(int year, CancellationToken cancellation)
    {
        if (await IsClosedAsync(year, cancellation))
        {
            throw new YearClosedException(year);
        }
    }

    /// <summary>Years that have been decided, newest first.</summary>
    public async Task<IReadOnlyList<int>> DecidedAsync(CancellationToken cancellation)
    {
        var rows = await tables.Years.ReadAsync(RowQuery.Named(DecisionRow), cancellation);
        return [.. rows.Select(YearOf).OrderDescending()];
    }

    /// <summary>Years that something was promised for, oldest first.</summary>
    public async Task<IReadOnlyList<int>> PromisedAsync(CancellationToken cancellation)
    {
        var rows = await tables.Years.ReadAsync(RowQuery.NamedFrom(FollowUpPrefix), cancellation);
        return [.. rows.Select(YearOf).Distinct().Order()];
    }

    /// <summary>Registers KS's decision once. False when there is one already.</summary>
    public Task<bool> TryDecideAsync(int year, ReviewsDecision decision, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), DecisionRow)
        {
            ["Date"] = Text(decision.Date),
            ["Paragraph"] = decision.Paragraph,
            ["Reviews"] = string.Join(' ', decision.Reviews),
            ["DiaryNumber"] = decision.DiaryNumber,
        }, cancellation);

    /// <summary>Sets a form's instruction in place of the one that was read (null for none). False when somebody else has set one meanwhile.</summary>
    public Task<bool> TrySetInstructionAsync(int year, Instruction instruction, Instruction? before, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition(year), $"{InstructionPrefix}{instruction.Form}")
        {
            ["Form"] = instruction.Form,
            ["FileName"] = instruction.FileName,
            ["ContentType"] = instruction.ContentType,
            ["Blob"] = instruction.Blob,
        };
        return tables.Years.TryPutAsync(row.ReadAs(before?.Row), cancellation);
    }

    /// <summary>Registers a meeting's decision once. False when that decider has decided.</summary>
    public Task<bool> TryAddMeetingAsync(int year, MeetingDecision decision, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), $"{MeetingPrefix}{(int)decision.Decider}")
        {
            ["Decider"] = decision.Decider.ToString(),
            ["Date"] = Text(decision.Date),
            ["Paragraph"] = decision.Paragraph,
            ["Version"] = decision.Version,
        }, cancellation);

    /// <summary>Puts a promise in the draft of the year it was promised for. Again is once.</summary>
    public Task PromiseAsync(FollowUp promise, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(promise.For), $"{FollowUpPrefix}{promise.PromisedIn}-{promise.Review}")
        {
            ["PromisedIn"] = promise.PromisedIn,
            ["Review"] = promise.Review,
            ["Name"] = promise.Name,
        }, cancellation);

    /// <summary>Closes the year. Again is once: the first time stands.</summary>
    public Task CloseAsync(int year, DateTimeOffset at, CancellationToken cancellation) =>
        tables.Years.TryAddAsync(new TableEntity(Partition(year), ClosedRow) { ["At"] = at }, cancellation);

    private static int YearOf(TableEntity row) => int.Parse(row.PartitionKey, CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly DateOf(TableEntity row) => DateOnly.ParseExact(row.GetString("Date"), "O", CultureInfo.InvariantCulture);
}
