using Arshjulet.Model.Bodies;
using Arshjulet.Model.Hints;

namespace Arshjulet.Model.Forms;

/// <summary>A thing that a section's questions are asked of: a service, a page, a document, a film.</summary>
public sealed record SectionItem(string Key, string Name, string Body);

/// <summary>Questions under one heading; asked once, or once for each of the body's items.</summary>
public sealed record Section
{
    public required string Key { get; init; }
    public required string Title { get; init; }
    public string? Intro { get; init; }

    /// <summary>Kinds of body that see the section; empty means every kind that the form is for.</summary>
    public IReadOnlyList<BodyKind> For { get; init; } = [];

    /// <summary>What the questions are repeated over; null for an ordinary section.</summary>
    public IReadOnlyList<SectionItem>? Items { get; init; }

    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>The section's questions as this body is asked them: repeated over its own items, keys in front.</summary>
    public IReadOnlyList<Question> QuestionsFor(Body body) => Items is null ? Questions : [.. QuestionsAbout(ItemsOf(body))];

    /// <summary>The body's own items, in order; none for an ordinary section.</summary>
    public IReadOnlyList<SectionItem> ItemsOf(Body body) => [.. (Items ?? []).Where(i => i.Body == body.Id)];

    /// <summary>Whether bodies of this body's kind see the section.</summary>
    internal bool IsFor(Body body) => For.Count == 0 || For.Contains(body.Kind);

    internal IEnumerable<Question> QuestionsAbout(IEnumerable<SectionItem> items) =>
        items.SelectMany(i => Questions.Select(q => q with { Key = $"{i.Key}.{q.Key}", Item = i.Key, Group = i.Name }));
}

/// <summary>A versioned list of questions; belongs to a review, or is the yearly self-assessment.</summary>
public sealed record Form
{
    public required string Key { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public string? Intro { get; init; }

    /// <summary>Kinds of body that are asked.</summary>
    public required IReadOnlyList<BodyKind> For { get; init; }

    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>The scales that the questions name, by key.</summary>
    public required IReadOnlyDictionary<string, Scale> Scales { get; init; }

    /// <summary>What a respondent is asked about before submitting.</summary>
    public IReadOnlyList<Hint> Hints { get; init; } = [];

    public bool IsFor(Body body) => For.Contains(body.Kind) && SectionsFor(body).Count > 0;

    /// <summary>The sections this body sees, each with at least one question for it.</summary>
    public IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> SectionsFor(Body body) =>
        [.. Sections.Where(s => s.IsFor(body)).Select(s => (s, s.QuestionsFor(body))).Where(s => s.Item2.Count > 0)];

    /// <summary>Every question this body is asked, in order.</summary>
    public IReadOnlyList<Question> QuestionsFor(Body body) => [.. SectionsFor(body).SelectMany(s => s.Questions)];

    /// <summary>All items of this body, in order.</summary>
    public IReadOnlyList<SectionItem> ItemsOf(Body body) => [.. SectionsFor(body).SelectMany(s => s.Section.ItemsOf(body))];

    /// <summary>The sections with items, each with its questions about these bodies' items, in the form's order.</summary>
    public IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> ItemSectionsFor(IReadOnlyCollection<Body> bodies) =>
        [.. Sections.Where(s => s.Items is not null)
            .Select(s => (s, (IReadOnlyList<Question>)[.. s.QuestionsAbout(s.Items!.Where(i => bodies.Any(b => b.Id == i.Body && s.IsFor(b))))]))
            .Where(s => s.Item2.Count > 0)];

    /// <summary>Every item of every body, in order.</summary>
    public IReadOnlyList<SectionItem> AllItems() => [.. Sections.SelectMany(s => s.Items ?? [])];

    /// <summary>The form as an expert sees it: only the sections with items.</summary>
    public Form OnlyItems() => this with { Sections = [.. Sections.Where(s => s.Items is not null)], Hints = [] };

    /// <summary>The scale of a question, or null for free text.</summary>
    public Scale? ScaleOf(Question question) => question.Scale is null ? null : Scales[question.Scale];
}
