namespace Arshjulet.Documents.Word;

/// <summary>Style ids of styles.xml.</summary>
internal static class WordStyle
{
    public const string Normal = "Normal";
    public const string Title = "Title";
    public const string Sender = "Sender";
    public const string Particulars = "Particulars";
    public const string ListBullet = "ListBullet";
    public const string ListNumber = "ListNumber";
    public const string ListContinue = "ListContinue";
    public const string Quote = "Quote";
    public const string Code = "Code";
    public const string CodeText = "CodeText";
    public const string Caption = "Caption";
    public const string Figure = "Figure";
    public const string Note = "Note";
    public const string TableText = "TableText";
    public const string TableNumber = "TableNumber";
    public const string FigureTable = "FigureTable";
    public const string Footer = "Footer";
    public const string Hyperlink = "Hyperlink";
}
