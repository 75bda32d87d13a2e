namespace Arshjulet.Functions.Audit;

/// <summary>An action that is logged, by its key in the log. The office's texts have a label for each (<c>Log_svar-last</c>).</summary>
public sealed record Act
{
    public static readonly Act DecisionRegistered = new("beslut-registrerat");
    public static readonly Act InstructionUploaded = new("anvisning-uppladdad");
    public static readonly Act LinkReplaced = new("lank-bytt");
    public static readonly Act LinkForwarded = new("lank-vidarebefordrad");
    public static readonly Act LinkRevoked = new("lank-aterkallad");
    public static readonly Act AnswersRead = new("svar-last");
    public static readonly Act AnswersSaved = new("svar-sparat");
    public static readonly Act AttachmentRead = new("bilaga-last");
    public static readonly Act AttachmentAdded = new("bilaga-tillagd");
    public static readonly Act AttachmentRemoved = new("bilaga-borttagen");
    public static readonly Act Submitted = new("svar-inlamnat");
    public static readonly Act Reopened = new("svar-oppnat");
    public static readonly Act SubmissionRead = new("inlamnat-last");
    public static readonly Act SurveyMailed = new("enkat-utskick");
    public static readonly Act SurveyAddressesUploaded = new("enkat-adresser");
    public static readonly Act SurveyLinkMade = new("enkat-oppen-lank");
    public static readonly Act CompilationStarted = new("sammanstallning-startad");
    public static readonly Act CompilationRead = new("sammanstallning-last");
    public static readonly Act MeetingRegistered = new("sammantrade-registrerat");
    public static readonly Act PartRestarted = new("omstart");
    public static readonly Act MailResent = new("mejl-skickade-igen");
    public static readonly Act LogRepaired = new("logg-lagad");

    private Act(string key) => Key = key;

    public string Key { get; }

    /// <summary>An act that was stored; it may be one that only a later version of the app knows.</summary>
    public static Act FromKey(string key) => new(key);
}
