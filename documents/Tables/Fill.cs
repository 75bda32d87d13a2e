using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Tables;

/// <summary>Fills the places of a text from the resources: {0}, {1} and so on.</summary>
internal static class Fill
{
    public static string In(string text, params object[] values) => string.Format(Swedish.Culture, text, values);
}
