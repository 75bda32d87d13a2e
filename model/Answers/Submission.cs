using System.Security.Cryptography;
using System.Text;

namespace Arshjulet.Model.Answers;

/// <summary>The body's own decision to submit its answers: by the nämnd or board at a meeting, or by delegation.</summary>
public sealed record OwnDecision
{
    public required bool ByDelegation { get; init; }

    /// <summary>Date of the meeting, or of the decision on delegation.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The paragraph of the minutes, e.g. "112"; null on delegation.</summary>
    public string? Paragraph { get; init; }

    /// <summary>The body's diary number, e.g. "KN-2024-318".</summary>
    public string? DiaryNumber { get; init; }

    /// <summary>Title (not name) of the person who is responsible for the content.</summary>
    public required string Responsible { get; init; }
}

/// <summary>An assignment's frozen answers.</summary>
public sealed record Submission
{
    public required int Year { get; init; }
    public required string Body { get; init; }
    public required string Form { get; init; }
    public required int FormVersion { get; init; }

    /// <summary>1 for the first, 2 after a reopening, and so on. Every one is kept.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Contact id.</summary>
    public required string SubmittedBy { get; init; }

    public required OwnDecision Decision { get; init; }

    // Throws on a lone surrogate: all of them would be written as the same U+FFFD, and two submissions could have the same fingerprint.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>In the form's order.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>In the order they were added.</summary>
    public IReadOnlyList<AttachmentRef> Attachments { get; init; } = [];

    /// <summary>
    /// SHA-256 in lower case hex over every fact of the submission in a fixed order, each prefixed with its length so that no two
    /// submissions give the same text. It is printed on the receipt, and the compilation names its submissions by it.
    /// </summary>
    /// <exception cref="EncoderFallbackException">A fact has a lone surrogate, which <see cref="AnswerRules.Clean"/> never leaves.</exception>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        void Add(string? fact) => text.Append(fact is null ? "-" : $"{fact.Length}:{fact}").Append('\n');
        foreach (var fact in (string?[])
        [
            $"{Year}", Body, Form, $"{FormVersion}", $"{Sequence}", $"{SubmittedAt.UtcDateTime:O}", SubmittedBy,
            $"{Decision.ByDelegation}", $"{Decision.Date:O}", Decision.Paragraph, Decision.DiaryNumber, Decision.Responsible,
        ])
        {
            Add(fact);
        }

        foreach (var answer in Answers)
        {
            Add(answer.Question);
            Add(answer.Value);
            Add(answer.Comment);
            Add(answer.By);
            Add($"{answer.At.UtcDateTime:O}");

            // No question has this name, so it can't be read as the next answer. Fingerprints from before answers had links stay the same.
            if (answer.Evidence is not null)
            {
                Add("~underlag");
                Add(answer.Evidence);
            }
        }

        // No question has this name, so what follows can't be read as an answer.
        if (Attachments.Count > 0)
        {
            Add("~bilagor");
        }

        foreach (var file in Attachments)
        {
            Add(file.Hash);
            Add(file.Name);
            Add(file.ContentType);
            Add($"{file.Size}");
            Add(file.By);
            Add($"{file.At.UtcDateTime:O}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(text.ToString())));
    }
}
