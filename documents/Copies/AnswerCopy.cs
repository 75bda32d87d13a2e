using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Texts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Body = Arshjulet.Model.Bodies.Body;

namespace Arshjulet.Documents.Copies;

/// <summary>A submitted form to keep: every question with its answer, the body's decision, and the fingerprint that shows that it is the same.</summary>
public sealed record AnswerCopyInput
{
    public required Submission Submission { get; init; }
    public required Form Form { get; init; }
    public required Body Body { get; init; }

    /// <summary>As printed: the city and its office, with a comma between.</summary>
    public required string Receiver { get; init; }
}

/// <summary>The copy as a Word document. Pure: a submission gives the same bytes every time.</summary>
public static class AnswerCopy
{
    public static DocumentFile Create(AnswerCopyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (submission, form, body) = (input.Submission, input.Form, input.Body);
        var title = Fill.In(CopyTexts.Title, PlainText.OneLine(form.Title), submission.Year);
        var properties = new DocumentProperties($"{title}, {PlainText.OneLine(body.Name)}", body.Name, WorkingDays.DayOf(submission.SubmittedAt));
        var document = new WordDocument(properties, Fill.In(CopyTexts.Footer, submission.Fingerprint()[..16]));
        document.Paragraph(WordStyle.Sender, [WordText.Run(PlainText.OneLine(body.Name), bold: true)]);
        document.Title(title);
        Particulars(document, input);
        var answers = submission.Answers.ToDictionary(a => a.Question);
        foreach (var (section, questions) in form.SectionsFor(body))
        {
            document.Heading(1, section.Title);
            foreach (var group in questions.GroupBy(q => q.Group))
            {
                if (group.Key is not null)
                {
                    document.Heading(2, group.Key);
                }

                foreach (var question in group)
                {
                    Question(document, group.Key is null ? 2 : 3, form, question, answers.GetValueOrDefault(question.Key));
                }
            }
        }

        NoLongerAsked(document, form.QuestionsFor(body), submission);
        Attachments(document, submission.Attachments);
        return document.ToFile(Fill.In(CopyTexts.FileName, body.Name, form.Title, submission.Year, submission.Sequence));
    }

    private static void Particulars(WordDocument document, AnswerCopyInput input)
    {
        var (submission, decision) = (input.Submission, input.Submission.Decision);
        document.Particular(CopyTexts.Receiver, input.Receiver);
        document.Particular(CopyTexts.SubmittedAt, Swedish.DateAndTime(submission.SubmittedAt));
        document.Particular(CopyTexts.Version, $"{submission.Sequence}");
        document.Particular(CopyTexts.Decision, DecisionWords.WithoutDiaryNumber(decision));
        if (decision.DiaryNumber is { } number)
        {
            document.Particular(CopyTexts.DiaryNumber, number);
        }

        document.Particular(CopyTexts.Responsible, decision.Responsible);
        document.Particular(CopyTexts.Fingerprint, submission.Fingerprint());
    }

    private static void Question(WordDocument document, int level, Form form, Question question, Answer? answer)
    {
        document.Heading(level, question.Text);
        if (answer?.Value is not { } value)
        {
            document.Note(CopyTexts.NotAnswered);
        }
        else if (question.Format == TextFormat.Markdown)
        {
            WordBlocks.Append(document, OwnText.Parse(value));
        }
        else if (question.Scale is null)
        {
            Text(document, value);
        }
        else
        {
            Labelled(document, CopyTexts.Answer, form.ScaleOf(question)?.Find(value)?.Label ?? value);
        }

        if (answer?.Comment is { } comment)
        {
            Labelled(document, CopyTexts.Comment, comment);
        }

        Evidence(document, answer);
    }

    /// <summary>Answers to questions that a later version of the form has dropped: they were submitted all the same.</summary>
    private static void NoLongerAsked(WordDocument document, IReadOnlyList<Question> asked, Submission submission)
    {
        var rest = submission.Answers.Where(a => asked.All(q => q.Key != a.Question)).ToArray();
        if (rest.Length == 0)
        {
            return;
        }

        document.Heading(1, CopyTexts.NoLongerAsked);
        foreach (var answer in rest)
        {
            document.Heading(2, answer.Question);
            Text(document, answer.Value ?? CopyTexts.NotAnswered);
            if (answer.Comment is { } comment)
            {
                Labelled(document, CopyTexts.Comment, comment);
            }

            Evidence(document, answer);
        }
    }

    /// <summary>The link to an answer's evidence; as plain text where it is longer than Word allows.</summary>
    private static void Evidence(WordDocument document, Answer? answer)
    {
        if (answer?.Evidence is not { } evidence)
        {
            return;
        }

        var address = EvidenceLink.IsLink(evidence) ? new Uri(evidence).AbsoluteUri : "";
        OpenXmlElement shown = address.Length is > 0 and <= EvidenceLink.MaxLength
            ? new Hyperlink(WordText.Run(evidence, style: WordStyle.Hyperlink)) { Id = document.Link(address), History = true }
            : WordText.Run(evidence);
        document.Paragraph(WordStyle.Normal, [WordText.Run($"{CopyTexts.Evidence}: ", bold: true), shown]);
    }

    private static void Attachments(WordDocument document, IReadOnlyList<AttachmentRef> files)
    {
        if (files.Count > 0)
        {
            document.Heading(1, CopyTexts.Attachments);
            document.Intro(CopyTexts.AttachmentsIntro);
            document.BulletList(files.Select(f => Fill.In(CopyTexts.Attachment, f.Name, Swedish.Number((f.Size + 1023) / 1024), f.Hash)));
        }
    }

    private static void Text(WordDocument document, string text)
    {
        foreach (var paragraph in CleanText.From(text).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            document.Paragraph(paragraph.Trim());
        }
    }

    private static void Labelled(WordDocument document, string label, string text) =>
        document.Paragraph(WordStyle.Normal, [WordText.Run($"{label}: ", bold: true), .. WordText.Runs(text)]);
}
