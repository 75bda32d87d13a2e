using System.Text;

namespace Arshjulet.Model.Survey;

/// <summary>Why a line of an address file is refused. The sentence for each is in the app's texts.</summary>
public enum AddressFault
{
    /// <summary>The first line names no column e-post.</summary>
    NoColumn,
    NoAddresses,
    NotAnAddress,

    /// <summary>Letters that mail addresses here don't have (å, ä, ö), most often a mistake.</summary>
    ForeignLetters,
    ForeignDomain,
    Twice,
    TooMany,
}

/// <summary>A fault, the number of its line (the first is 1), and the text there.</summary>
public sealed record AddressLineFault(int Line, AddressFault Fault, string Text);

/// <summary>A file of addresses as a spreadsheet saves it: a column called e-post among others, separated by semicolons, commas or tabs.</summary>
/// <param name="Addresses">In lower case, each once. Empty if there is any fault: a file is accepted whole or not at all.</param>
/// <param name="Faults">In line order.</param>
public sealed record AddressList(IReadOnlyList<string> Addresses, IReadOnlyList<AddressLineFault> Faults)
{
    /// <summary>Addresses in one file: more than any body has managers.</summary>
    public const int MaxAddresses = 5_000;

    private static readonly string[] Names = ["e-post", "epost", "e-postadress", "epostadress", "mejl", "mejladress", "e-mail", "email"];

    /// <summary>Reads a file. Excel saves with a byte order mark or in Latin 1, depending on its settings.</summary>
    /// <param name="file">UTF-8, UTF-16 with a byte order mark, or Latin 1.</param>
    /// <param name="domains">Mail is sent to these only.</param>
    public static AddressList Read(byte[] file, IReadOnlyList<string> domains)
    {
        var lines = TextOf(file).Split('\n').Select((text, i) => (Number: i + 1, Text: text.TrimEnd('\r'))).Where(l => l.Text.Trim().Length > 0).ToArray();
        if (lines.Length == 0)
        {
            return Refused(1, AddressFault.NoColumn, "");
        }

        var divider = ";\t,".FirstOrDefault(d => lines[0].Text.Contains(d, StringComparison.Ordinal), ';');
        var column = FieldsOf(lines[0].Text, divider).FindIndex(f => Names.Contains(f.Normalize().ToLowerInvariant()));
        if (column < 0)
        {
            return Refused(lines[0].Number, AddressFault.NoColumn, lines[0].Text);
        }

        var (addresses, faults) = (new HashSet<string>(), new List<AddressLineFault>());
        foreach (var line in lines.Skip(1))
        {
            var address = (FieldsOf(line.Text, divider).ElementAtOrDefault(column) ?? "").Normalize().ToLowerInvariant();
            if (FaultOf(address, domains) is { } fault)
            {
                faults.Add(new AddressLineFault(line.Number, fault, address));
            }
            else if (!addresses.Add(address))
            {
                faults.Add(new AddressLineFault(line.Number, AddressFault.Twice, address));
            }
        }

        if (lines.Length == 1)
        {
            faults.Add(new AddressLineFault(lines[0].Number, AddressFault.NoAddresses, ""));
        }

        if (addresses.Count > MaxAddresses)
        {
            faults.Add(new AddressLineFault(lines[^1].Number, AddressFault.TooMany, ""));
        }

        return new AddressList(faults.Count == 0 ? [.. addresses] : [], faults);
    }

    private static AddressList Refused(int line, AddressFault fault, string text) => new([], [new AddressLineFault(line, fault, text)]);

    private static AddressFault? FaultOf(string address, IReadOnlyList<string> domains)
    {
        var parts = address.Split('@');
        if (parts.Length != 2 || parts[0].Length is 0 or > 64 || address.Length > 254
            || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "\"'<>()[],;:\\".Contains(c)))
        {
            return AddressFault.NotAnAddress;
        }

        if (!address.All(char.IsAscii))
        {
            return AddressFault.ForeignLetters;
        }

        return domains.Any(d => parts[1].Equals(d, StringComparison.OrdinalIgnoreCase)) ? null : AddressFault.ForeignDomain;
    }

    private static string TextOf(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(file, 2, file.Length - 2);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }

    /// <summary>Fields of one line; a separator within quotes is part of the field.</summary>
    private static List<string> FieldsOf(string line, char divider)
    {
        var fields = new List<string>();
        var (field, quoted) = (new StringBuilder(), false);
        foreach (var sign in line)
        {
            if (sign == '"')
            {
                quoted = !quoted;
            }
            else if (sign == divider && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(sign);
            }
        }

        return [.. fields, field.ToString().Trim()];
    }
}
