using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Collect;

/// <summary>A form on the start page.</summary>
public sealed record StartLine(Form Form, AnswerSheet Sheet, Remaining Remaining);

/// <summary>What a form's page shows.</summary>
public sealed record AnswerView
{
    public required Respondent Who { get; init; }
    public required AssignmentId Id { get; init; }
    public required Form Form { get; init; }
    public required YearContent Content { get; init; }
    public required AnswerSheet Sheet { get; init; }
    public bool Saved { get; init; }
    public Faults Faults { get; init; } = new();
    public IReadOnlyList<AnswerConflict> Conflicts { get; init; } = [];

    /// <summary>What was sent and could not all be saved; it stands in the fields again.</summary>
    public IFormCollection? Sent { get; init; }

    public string Address => $"/svar/{Who.Year}/{Who.Body.Id}/{Form.Key}";

    public string StartAddress => $"/svar/{Who.Year}/{Who.Body.Id}";

    public Remaining Remaining => Remaining.Of(Form, Who.Body, Sheet.Values);

    /// <summary>What stands in a question's field: what was sent, else what is saved.</summary>
    public string? ValueOf(Question question) => Sent is not null && Sent.ContainsKey($"q.{question.Key}") ? Sent[$"q.{question.Key}"].ToString() : Sheet.Answers.GetValueOrDefault(question.Key)?.Answer.Value;

    public string? CommentOf(Question question) => Sent is not null && Sent.ContainsKey($"k.{question.Key}") ? Sent[$"k.{question.Key}"].ToString() : Sheet.Answers.GetValueOrDefault(question.Key)?.Answer.Comment;

    public int RevisionOf(Question question) => Sheet.Answers.GetValueOrDefault(question.Key)?.Revision ?? 0;
}
