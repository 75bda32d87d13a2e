using Arshjulet.Functions.Pages;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>A test protocol to fill in as an Excel file: about one body's items, or for an expert those of all bodies.</summary>
public sealed record ProtocolView
{
    public required int Year { get; init; }
    public required Form Form { get; init; }

    /// <summary>The bodies whose items are included.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    /// <summary>Whose protocol it is; part of the file name.</summary>
    public required string Name { get; init; }

    /// <summary>The page that lists the items, to which the previewed changes are posted.</summary>
    public required string Address { get; init; }

    /// <summary>The query string that ties the page's forms to the reader's link.</summary>
    public required string Query { get; init; }

    /// <summary>The saved answers. Item keys are unique across bodies, so the sheets of several bodies can be merged.</summary>
    public required AnswerSheet Sheet { get; init; }

    /// <summary>The bodies that have submitted, whose answers can't be changed.</summary>
    public IReadOnlyCollection<Body> SubmittedBodies { get; init; } = [];
    public Faults Faults { get; init; } = new();

    /// <summary>One body's protocol.</summary>
    public static ProtocolView ForBody(AnswerView view) => new()
    {
        Year = view.Id.Year,
        Form = view.Form,
        Bodies = [view.Who.Body],
        Name = view.Who.Body.Name,
        Address = view.Address,
        Query = view.Who.Query,
        Sheet = view.Sheet,
    };

    /// <summary>Every question of the protocol.</summary>
    public IReadOnlyList<Question> Questions() => [.. Form.ItemSectionsFor(Bodies).SelectMany(s => s.Questions)];

    /// <summary>The body that a question is about, if it has submitted; null while the answer can be changed.</summary>
    public Body? SubmittedBodyOf(Question question) =>
        SubmittedBodies.Count == 0 ? null : SubmittedBodies.FirstOrDefault(b => b.Id == Form.AllItems().First(i => i.Key == question.Item).Body);
}
