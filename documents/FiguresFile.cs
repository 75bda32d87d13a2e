using System.Text.Encodings.Web;
using System.Text.Json;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Texts;

namespace Arshjulet.Documents;

/// <summary>
/// Every figure as data (sammanstallning.json), for further analysis: keys in English, texts as in the report, order as in the
/// compilation, so that two versions can be compared line by line.
/// </summary>
internal static class FiguresFile
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static DocumentFile Create(ReportInput input)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("year", input.Compilation.Year);
            Text(json, "title", input.Plan.Title);
            Text(json, "fingerprint", input.Compilation.Fingerprint);
            Array(json, "returns", input.Compilation.Returns, r => Return(json, r));
            Array(json, "figures", input.Compilation.Figures, f => Figure(json, f));
            Array(json, "forms", input.Compilation.Forms, f => Form(json, f));
            json.WriteEndObject();
        }

        return new DocumentFile("sammanstallning.json", DocumentFile.Json, bytes.ToArray());
    }

    private static void Return(Utf8JsonWriter json, BodyReturn of)
    {
        Text(json, "body", of.Body.Id);
        Text(json, "name", of.Body.Name);
        Text(json, "state", of.State switch
        {
            ReturnState.Complete => "complete",
            ReturnState.Partial => "partial",
            ReturnState.Missing => "missing",
            _ => "exempt",
        });
        Array(json, "submissions", of.Submissions, s =>
        {
            Text(json, "form", s.Form);
            json.WriteNumber("sequence", s.Sequence);
            Text(json, "fingerprint", s.Fingerprint);
            json.WriteString("submittedAt", s.SubmittedAt.UtcDateTime);
            json.WriteBoolean("late", s.Late);
            Text(json, "decision", s.Decision);
        });
        Strings(json, "missingForms", of.MissingForms);
    }

    private static void Figure(Utf8JsonWriter json, Figure figure)
    {
        Text(json, "name", figure.Name);
        Text(json, "text", figure.Text);
        Number(json, "count", figure.Count);
        Number(json, "n", figure.N);
        Number(json, "percent", figure.Percent);
    }

    private static void Form(Utf8JsonWriter json, FormFigures form)
    {
        Text(json, "key", form.Key);
        json.WriteNumber("version", form.Version);
        Text(json, "title", form.Title);
        json.WriteNumber("respondents", form.Respondents);
        Array(json, "totals", form.Totals, d => Distribution(json, d));
        Array(json, "sections", form.Sections, s =>
        {
            Text(json, "key", s.Key);
            Text(json, "title", s.Title);
            Array(json, "totals", s.Totals, d => Distribution(json, d));
            Array(json, "questions", s.Questions.Where(q => q.Distribution is not null), q =>
            {
                Text(json, "key", q.Key);
                Text(json, "group", q.Group);
                Text(json, "text", q.Text);
                Distribution(json, q.Distribution!);
            });
            Array(json, "items", s.Items ?? [], i =>
            {
                Text(json, "key", i.Key);
                Text(json, "name", i.Name);
                Text(json, "body", i.Body);
                Text(json, "worst", i.Worst?.Value);
                Distribution(json, i.Distribution);
            });
        });
        Array(json, "history", form.History, h =>
        {
            json.WriteNumber("year", h.Year);
            Text(json, "source", h.Source);
            json.WriteBoolean("sample", h.Sample);
            Number(json, "respondents", h.Respondents);
            Distribution(json, h.Total);
            Array(json, "questions", h.Questions.OrderBy(q => q.Key, StringComparer.Ordinal), q =>
            {
                Text(json, "key", q.Key);
                Distribution(json, q.Value);
            });
        });
    }

    private static void Distribution(Utf8JsonWriter json, Distribution distribution)
    {
        Text(json, "scale", distribution.Scale);
        json.WriteNumber("n", distribution.N);
        Array(json, "steps", distribution.Steps, s =>
        {
            Text(json, "value", s.Step.Value);
            Text(json, "label", s.Step.Label);
            json.WriteNumber("count", s.Count);
            json.WriteNumber("percent", s.Percent);
        });
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(CleanText.From(item));
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, CleanText.From(text));
        }
    }

    private static void Number(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
