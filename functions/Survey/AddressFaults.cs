using Arshjulet.Functions.Pages;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>Describes the errors in an address file, line by line.</summary>
internal static class AddressFaults
{
    /// <summary>Nobody reads more errors than this at once.</summary>
    private const int MaxShown = 20;

    public static void AddTo(AddressList list, IReadOnlyList<string> domains, Faults faults)
    {
        foreach (var fault in list.Faults.Take(MaxShown))
        {
            faults.Add("fil", Text.With(SurveyTexts.OnLine, Swedish.Number(fault.Line), InWords(fault, domains)));
        }

        if (list.Faults.Count > MaxShown)
        {
            faults.Add("fil", Text.With(SurveyTexts.MoreFaults, Swedish.Number(list.Faults.Count - MaxShown)));
        }
    }

    private static string InWords(AddressLineFault fault, IReadOnlyList<string> domains)
    {
        var text = fault.Text.Length > 80 ? $"{fault.Text[..80]}…" : fault.Text;
        return fault.Fault switch
        {
            AddressFault.NoColumn => SurveyTexts.NoColumn,
            AddressFault.NoAddresses => SurveyTexts.NoAddresses,
            AddressFault.NotAnAddress => text.Length == 0 ? SurveyTexts.AddressMissing : Text.With(SurveyTexts.NotAnAddress, text),
            AddressFault.ForeignLetters => Text.With(SurveyTexts.ForeignLetters, text),
            AddressFault.ForeignDomain => Text.With(SurveyTexts.ForeignDomain, text, Swedish.List(domains)),
            AddressFault.Twice => Text.With(SurveyTexts.Twice, text),
            _ => Text.With(SurveyTexts.TooMany, Swedish.Number(AddressList.MaxAddresses)),
        };
    }
}
