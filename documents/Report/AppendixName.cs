using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;

namespace Arshjulet.Documents.Report;

/// <summary>The appendices' names, in the list of them, in their heads and as file names.</summary>
internal static class AppendixName
{
    /// <summary>"Bilaga 1 Sammanställning …".</summary>
    public static string Of(Appendix appendix) => Fill.In(WordTexts.AppendixName, $"{appendix.Number}", PlainText.OneLine(appendix.Name));
}
