using System.Text;
using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

/// <summary>An address list is read as any spreadsheet saves it, and one with a fault is refused whole with the lines named.</summary>
public class AddressListTests
{
    private static readonly string[] Domains = ["stad.example", "bolag.example"];

    public static MatrixTheoryData<string, string> SavedFiles => new(
        [
            "e-post\na@stad.example\nb@bolag.example",
            "\uFEFFNamn;E-post;Enhet\r\n\"Ek; Åsa\";A@Stad.example;Förskola\r\n\r\nÖ;b@bolag.example;Grundskola\r\n",
            "Namn,E-post\n\"Ek, Åsa\",a@stad.example\nÖ,b@bolag.example",
            "E-POST\tNamn\na@stad.example\tÅ\nb@bolag.example\tÄ",
        ],
        ["UTF-8", "Latin 1", "UTF-16"]);

    [Theory]
    [MemberData(nameof(SavedFiles))]
    public void A_file_is_read_however_the_spreadsheet_saved_it(string text, string encoding)
    {
        var list = AddressList.Read(Saved(text, encoding), Domains);
        Assert.Empty(list.Faults);
        Assert.Equal(["a@stad.example", "b@bolag.example"], list.Addresses);
    }

    [Fact]
    public void Every_fault_is_reported_with_its_line_and_nothing_is_read_in()
    {
        var list = AddressList.Read(
            Encoding.UTF8.GetBytes("Namn;e-post\nA;a@stad.example\nB;b@annan.example\nC;åsa@stad.example\nD;A@stad.example\nE;\nF;f@@stad.example\n"),
            Domains);
        Assert.Empty(list.Addresses);
        Assert.Equal(
            [
                (3, AddressFault.ForeignDomain), (4, AddressFault.ForeignLetters), (5, AddressFault.Twice),
                (6, AddressFault.NotAnAddress), (7, AddressFault.NotAnAddress),
            ],
            list.Faults.Select(f => (f.Line, f.Fault)));
    }

    [Theory]
    [InlineData("", AddressFault.NoColumn)]
    [InlineData("a@stad.example\nb@stad.example", AddressFault.NoColumn)]
    [InlineData("e-post\n\n", AddressFault.NoAddresses)]
    public void A_file_without_heading_or_addresses_is_refused(string text, AddressFault fault) =>
        Assert.Equal(fault, Assert.Single(AddressList.Read(Encoding.UTF8.GetBytes(text), Domains).Faults).Fault);

    [Fact]
    public void A_domain_that_only_ends_alike_is_foreign() =>
        Assert.Equal(AddressFault.ForeignDomain, AddressList.Read("e-post\na@oddstad.example"u8.ToArray(), Domains).Faults.Single().Fault);

    [Property]
    public bool No_file_makes_it_throw(byte[] file) => AddressList.Read(file, Domains) is { } list && (list.Faults.Count == 0 || list.Addresses.Count == 0);

    private static byte[] Saved(string text, string encoding) => encoding switch
    {
        "UTF-8" => Encoding.UTF8.GetBytes(text),
        "Latin 1" => Encoding.Latin1.GetBytes(text.TrimStart('\uFEFF')),
        _ => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))],
    };
}
