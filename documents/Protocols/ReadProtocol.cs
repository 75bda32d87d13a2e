using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Protocols;

/// <summary>Why something in a protocol was not understood. The sentence for each is in the texts of the page that shows it.</summary>
public enum ProtocolFaultKind
{
    /// <summary>Something is written in a row without a key, which somebody has added.</summary>
    NoKey,

    /// <summary>The row comes from another year's protocol, or another form's.</summary>
    OtherProtocol,

    /// <summary>The body is not asked this: it belongs to another body, or is no longer in the form.</summary>
    NotAsked,

    /// <summary>The key and the words of the row do not belong together: some columns were sorted without the others.</summary>
    OtherWords,

    /// <summary>The same criterion is in several rows with different answers.</summary>
    Twice,

    /// <summary>A word that is not a step of the scale.</summary>
    NotOnTheScale,

    /// <summary>A number, a date, a yes or no, an error.</summary>
    NotText,

    Formula,

    /// <summary>The sheet has lost a column that is written in.</summary>
    NoColumn,
}

/// <summary>Something that was not understood, and where.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Row">As Excel counts.</param>
/// <param name="Column">The column's heading; null where it is about the whole row.</param>
/// <param name="Said">The text in the cell.</param>
/// <param name="Question">The question of the row, where it is known.</param>
public sealed record ProtocolFault(ProtocolFaultKind Kind, string Sheet, int Row, string? Column = null, string? Said = null, Question? Question = null);

/// <summary>A row that was understood. A null was left empty or not understood, and changes nothing.</summary>
public sealed record ProtocolRow(string Sheet, int Row, Question Question, AnswerContent Content);

/// <summary>What a protocol that was handed in says.</summary>
/// <param name="IsTemplate">Whether any sheet comes from the template.</param>
/// <param name="Rows">In the file's order, a question once.</param>
/// <param name="Faults">In the file's order.</param>
/// <param name="OtherSheets">Sheets that do not come from the template and were not read.</param>
public sealed record ReadProtocol(bool IsTemplate, IReadOnlyList<ProtocolRow> Rows, IReadOnlyList<ProtocolFault> Faults, IReadOnlyList<string> OtherSheets);
