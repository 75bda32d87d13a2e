using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Report;

/// <summary>
/// The proposals, grouped by who proposes to whom and under which condition, numbered through: KS decides before KF, so that what KS
/// decides for its own part is conditional on what KF decides (KL 5:26–28: KS puts forward the proposal to KF).
/// </summary>
internal static class DecisionList
{
    public static void Append(WordDocument document, IReadOnlyList<Proposal> proposals)
    {
        if (proposals.Count == 0)
        {
            return;
        }

        var list = document.StartNumbered();
        (Decider, string, bool)? group = null;
        foreach (var proposal in proposals)
        {
            var own = (proposal.Decider, proposal.Proposer, proposal.Conditional);
            if (group != own)
            {
                document.Intro(Lead(proposal));
                group = own;
            }

            document.ListItem(list, 0, WordText.Runs(proposal.Text));
        }
    }

    /// <summary>The line above a group of proposals.</summary>
    public static string Lead(Proposal proposal)
    {
        var wording = proposal.Decider == Decider.Ks && proposal.Conditional ? WordTexts.ProposesForOwnPart : WordTexts.Proposes;
        return Fill.In(wording, proposal.Proposer, Deciders.Name(proposal.Decider))
            + (proposal.Conditional ? Fill.In(WordTexts.OnCondition, Deciders.Name(Decider.Kf)) : "");
    }
}
