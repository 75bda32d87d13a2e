using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>Explains why something in a protocol was rejected and what to do, without a full stop.</summary>
internal static class ProtocolWords
{
    public static string ReasonFor(ProtocolFault fault, Form form) => fault.Kind switch
    {
        ProtocolFaultKind.NoKey => Text.With(ProtocolTexts.NoKey, fault.Said),
        ProtocolFaultKind.OtherProtocol => ProtocolTexts.OtherProtocol,
        ProtocolFaultKind.NotAsked => ProtocolTexts.NotAsked,
        ProtocolFaultKind.OtherWords => Text.With(ProtocolTexts.OtherWords, NameOf(fault.Question!)),
        ProtocolFaultKind.Twice => Text.With(ProtocolTexts.Twice, NameOf(fault.Question!)),
        ProtocolFaultKind.NotOnTheScale => Text.With(
            ProtocolTexts.NotOnTheScale, fault.Said, NameOf(fault.Question!), string.Join("; ", form.ScaleOf(fault.Question!)!.Steps.Select(s => s.Label))),
        ProtocolFaultKind.NotText => Text.With(ProtocolTexts.NotText, fault.Column, fault.Said),
        ProtocolFaultKind.Formula => Text.With(ProtocolTexts.Formula, fault.Column),
        ProtocolFaultKind.NoColumn => Text.With(ProtocolTexts.NoColumn, fault.Column),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "No words for this."),
    };

    public static string NameOf(Question question) => $"{question.Group}: {question.Text}";
}
