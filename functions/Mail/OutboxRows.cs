using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Mail;

/// <summary>Converts mails to and from rows of the Mail table: partition year, row key the mail's id.</summary>
internal static class OutboxRows
{
    public static string Partition(int year) => year.ToString(CultureInfo.InvariantCulture);

    public static TableEntity RowFor(OutboxMail mail) => new TableEntity(Partition(mail.Year), mail.Id)
    {
        ["Kind"] = mail.Kind,
        ["Contact"] = mail.Contact,
        ["About"] = mail.About,
        ["IsAwaited"] = mail.IsAwaited,
        ["State"] = mail.State.ToString(),
        ["CreatedAt"] = mail.CreatedAt,
        ["SentAt"] = mail.SentAt,
        ["AskedAt"] = mail.AskedAt,
        ["MovedAt"] = mail.StateChangedAt,
        ["Round"] = mail.Round,
    }.WithVersion(mail.Row);

    public static IReadOnlyList<OutboxMail> ReadOldestFirst(IEnumerable<TableEntity> rows) =>
        [.. rows.Select(Read).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id, StringComparer.Ordinal)];

    public static OutboxMail Read(TableEntity row) => new()
    {
        Year = int.Parse(row.PartitionKey, CultureInfo.InvariantCulture),
        Id = row.RowKey,
        Kind = row.GetString("Kind"),
        Contact = row.GetString("Contact"),
        About = row.GetString("About") ?? "null",
        IsAwaited = row.GetBoolean("IsAwaited") ?? false,
        State = Enum.Parse<MailState>(row.GetString("State")),
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
        SentAt = row.GetDateTimeOffset("SentAt"),
        AskedAt = row.GetDateTimeOffset("AskedAt") ?? row.GetDateTimeOffset("CreatedAt") ?? default,
        StateChangedAt = row.GetDateTimeOffset("MovedAt") ?? row.GetDateTimeOffset("CreatedAt") ?? default,
        Round = row.GetInt32("Round") ?? 0,
        Row = RowVersion.FromRow(row),
    };
}
