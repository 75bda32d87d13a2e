using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Tables;

/// <summary>Fills a resource text's places, {0} and on.</summary>
internal static class Fill
{
    public static string In(string text, params object[] values) => string.Format(Swedish.Culture, text, values);
}
