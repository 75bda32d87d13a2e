using Arshjulet.Functions.Pages;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>What is filled in as an Excel file: a body's items, or for an expert every body's.</summary>
public sealed record ProtocolView
{
    public required int Year { get; init; }
    public required Form Form { get; init; }

    /// <summary>Whose items.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    /// <summary>Whose protocol it is, as its file is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where the items are listed and what an uploaded file would change is saved.</summary>
    public required string Address { get; init; }

    /// <summary>Whose page it is, as its forms' addresses say.</summary>
    public required string Query { get; init; }

    /// <summary>What stands. Items have keys of their own, so that the sheets of several bodies are one.</summary>
    public required AnswerSheet Sheet { get; init; }

    /// <summary>Bodies that have handed in: nothing of theirs can be changed.</summary>
    public IReadOnlyCollection<Body> HandedIn { get; init; } = [];
    public Faults Faults { get; init; } = new();

    /// <summary>A body's own protocol.</summary>
    public static ProtocolView Of(AnswerView view) => new()
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

    /// <summary>The body that has handed in what a question is about; null while it can be changed.</summary>
    public Body? HandedInWith(Question question) =>
        HandedIn.Count == 0 ? null : HandedIn.FirstOrDefault(b => b.Id == Form.AllItems().First(i => i.Key == question.Item).Body);
}
