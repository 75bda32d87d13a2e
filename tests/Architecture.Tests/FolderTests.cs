using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>A folder in functions/ uses only the folders that stand below it, so that none can depend on itself through others.</summary>
public class FolderTests
{
    private static readonly string[] TopToBottom =
    [
        // The office and the year, which know all steps.
        "Office",
        "Timeline",

        // The steps, the last of the year first: a later one may use an earlier one.
        "Settle",
        "Compile",
        "Remind",
        "Survey",
        "Respond",
        "Submit",
        "Answers",
        "Distribute",
        "Decide",

        // What serves them.
        "Mail",
        "Years",
        "Access",
        "Audit",
        "Pages",
        "City",
        "Orchestrations",
        "Storage",
        "Texts",
    ];

    [Fact]
    public void Every_folder_has_its_place() => Assert.Equal(TopToBottom.Order(StringComparer.Ordinal), FunctionFolders.Read().Names);

    [Fact]
    public void A_folder_uses_only_those_below_it() => Faults.AssertNone(FunctionFolders.Read().UsesUpwards(TopToBottom));

    [Fact]
    public void Every_namespace_is_its_folders() => Faults.AssertNone(FunctionFolders.Read().InAnotherNamespace());

    [Theory]
    [InlineData("Pages/Frame.cs", "using Arshjulet.Functions.Mail;")]
    [InlineData("Pages/Frame.cs", "using static Arshjulet.Functions.Mail.Outbox;")]
    [InlineData("Pages/Frame.cs", "using Box = global::Arshjulet.Functions.Mail.Outbox;")]
    [InlineData("Pages/Frame.cs", "namespace Arshjulet.Functions.Pages;\nusing Mail;")]
    [InlineData("Pages/Frame.cs", "var queue = Arshjulet.Functions.Mail.Outbox.Queue;")]
    [InlineData("Pages/Frame.cs", "var queue = Functions.Mail.Outbox.Queue;")]
    [InlineData("Pages/Frame.cs", "var queue = Mail.Outbox.Queue;")]
    [InlineData("Pages/Frame.cs", "var title = Mail.MailTexts.Title;")]
    [InlineData("Pages/Frame.cs", "var sent = typeof(Mail.Sending.Sent);")]
    [InlineData("Pages/Frame.razor", "@using Arshjulet.Functions.Mail")]
    [InlineData("Pages/Frame.razor", "@using Mail")]
    [InlineData("Pages/Frame.razor", "<p>@Mail.Outbox.Queue</p>")]
    [InlineData("Pages/Fields/Frame.razor", "<Mail.MailPage />")]
    [InlineData("Pages/_Imports.razor", "@using Arshjulet.Functions.Mail")]
    public void A_use_of_a_folder_above_is_seen(string file, string text) =>
        Assert.Equal([$"functions/{file} uses Mail, which stands above Pages."], Folders((file, text)).UsesUpwards(["Mail", "Pages"]));

    [Theory]
    [InlineData("_Imports.razor", "@using Arshjulet.Functions.Mail")]
    [InlineData("GlobalUsings.cs", "global using Arshjulet.Functions.Mail;")]
    [InlineData("Arshjulet.Functions.csproj", "<Project><ItemGroup><Using Include=\"Arshjulet.Functions.Mail\" /></ItemGroup></Project>")]
    public void A_use_that_is_written_for_every_file_is_seen(string file, string text) =>
        Assert.Equal(
            [$"functions/Pages/Frame.razor uses Mail, which stands above Pages, through functions/{file}."],
            Folders((file, text), ("Pages/Frame.razor", "<p></p>")).UsesUpwards(["Mail", "Pages"]));

    [Theory]
    [InlineData("Mail/Letter.cs", "using Arshjulet.Functions.Pages;")]
    [InlineData("Mail/Letter.cs", "var frame = Pages.Frame.Title;")]
    [InlineData("Pages/Letter.cs", "using Microsoft.Azure.Functions.Worker;")]
    [InlineData("Pages/Letter.cs", "var row = tables.Mail.Outbox;")]
    [InlineData("Pages/Letter.cs", "using var first = Mail.First();")]
    public void A_use_of_a_folder_below_or_of_something_else_is_no_fault(string file, string text) =>
        Assert.Empty(Folders((file, text), ("Pages/Frame.cs", "public class Frame;")).UsesUpwards(["Mail", "Pages"]));

    [Theory]
    [InlineData("Mail/Other.cs", "namespace Arshjulet.Functions;", "Arshjulet.Functions.Mail")]
    [InlineData("Mail/Other.cs", "public class Other;", "Arshjulet.Functions.Mail")]
    [InlineData("Mail/Sending/Other.razor", "@namespace Arshjulet.Functions", "Arshjulet.Functions.Mail.Sending")]
    [InlineData("Other.cs", "namespace Arshjulet.Functions.Mail;", "Arshjulet.Functions")]
    public void A_file_in_another_namespace_is_seen(string file, string text, string expected) =>
        Assert.Equal([$"functions/{file} is not in the namespace {expected}."], Folders((file, text)).InAnotherNamespace());

    /// <summary>A mail folder, and these files beside it.</summary>
    private static FunctionFolders Folders(params (string File, string Text)[] files) => new(new Dictionary<string, string>
    {
        ["functions/Mail/MailPage.razor"] = "",
        ["functions/Mail/MailTexts.restext"] = "Title=Mejl",
        ["functions/Mail/Queue.cs"] = "namespace Arshjulet.Functions.Mail;\n\npublic sealed class Outbox;",
        ["functions/Mail/Sending/Sent.cs"] = "namespace Arshjulet.Functions.Mail.Sending;\n\npublic sealed record Sent;",
    }
    .Concat(files.Select(f => new KeyValuePair<string, string>($"functions/{f.File}", f.Text))).ToDictionary());
}
