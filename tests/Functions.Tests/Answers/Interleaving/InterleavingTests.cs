using System.Globalization;
using System.Net;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>Whatever several do at once in a form, what they were told is what is kept and handed in, and nothing else is there.</summary>
public sealed class InterleavingTests(AzuriteFixture azurite)
{
    private const int Rounds = 6;
    private const int Together = 4;
    private static readonly string[] Questions = ["ansvar", "rutiner", "slutsats", "onskemal"];
    private static readonly string[] Steps = ["bra", "battre", "daligt", "ej-aktuellt"];

    private static readonly (string Body, string[] Emails)[] Bodies =
    [
        ("kommunstyrelsen", ["styrelsen@smastad.example"]),
        ("skolnamnden", ["samordnare@smastad.example", "controller@smastad.example"]),
        ("bostads-ab", ["vd@smastad.example"]),
    ];

    /// <summary>One form of one body, everybody who has it open, and what they were told.</summary>
    private sealed record Play(RunningSite Site, string Body, Random Dice, IReadOnlyList<OpenForm> Forms, Browser Office, ToldSheet Told)
    {
        public string Address => $"/svar/2024/{Body}/sjalvskattning";
    }

    [Fact]
    public async Task When_several_save_hand_in_and_open_again_in_any_order_then_exactly_what_they_were_told_is_kept()
    {
        // The deeds are the seed's; who comes first is the machine's. ARSHJULET_SEED plays the same deeds again.
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ARSHJULET_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        Write($"ARSHJULET_SEED={seed}");
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var office = await site.OfficeAsync();
        var plays = new List<Play>();
        foreach (var (body, emails) in Bodies)
        {
            var forms = new List<OpenForm>();
            for (var i = 0; i < 3; i++)
            {
                forms.Add(new OpenForm(await site.RespondentAsync(body, emails[i % emails.Length]), $"/svar/2024/{body}/sjalvskattning", $"{body}-{i}"));
            }

            plays.Add(new Play(site, body, new Random(seed + plays.Count), forms, office, new ToldSheet()));
        }

        await Task.WhenAll(plays.Select(PlayAsync));
        plays.ForEach(p => p.Forms.ToList().ForEach(f => f.Browser.Dispose()));
    }

    private static async Task PlayAsync(Play play)
    {
        var written = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = await play.Forms[0].LookAsync(0);
            var deeds = Enumerable.Range(0, round == 0 ? Together : play.Dice.Next(1, Together + 1)).Select(_ => play.Dice.Next(24)).ToArray();
            var told = await Task.WhenAll(
                deeds.Select(d => round == 0 ? SaveAsync(play, ++written, times: 1) : DoAsync(play, d, ++written, before.Version)).ToArray());
            told.ToList().ForEach(t => Write($"{play.Body} {round}: {t}"));

            // Nobody is writing now: what is kept is what they were told.
            var now = await play.Forms[0].LookAsync(0);
            play.Told.Check(now, Questions);
            await CheckHandedInAsync(play, now.Version, now.Locked);
            if (deeds is [>= 16] && round > 0)
            {
                var whole = Questions.Take(3).All(q => play.Told.At(q, now.Version) is { Value: not null });
                Assert.Equal(deeds[0] < 20 && (before.Locked || whole), now.Locked);
            }
        }
    }

    /// <summary>Handing in and opening again come often enough that most saves meet them.</summary>
    private static async Task<string> DoAsync(Play play, int deed, int number, int version) => deed switch
    {
        < 10 => await SaveAsync(play, number, times: 1),
        < 12 => await SaveAsync(play, number, times: 2),
        < 14 => await LateAsync(play),
        < 16 => await LookAsync(play, version),
        < 20 => await HandInAsync(play),
        < 23 => await ReopenAtOnceAsync(play),
        _ => await ReopenAsync(play.Office, $"/kansli/2024/svar/{play.Body}/sjalvskattning/oppna"),
    };

    private static Task<string> SaveAsync(Play play, int number, int times)
    {
        var form = play.Forms[play.Dice.Next(play.Forms.Count)];
        var questions = Questions.OrderBy(_ => play.Dice.Next()).Take(play.Dice.Next(1, 3)).ToArray();
        var save = form.Write(questions.Select(q => AnswerTo(play, q, number)));
        return SendAsync(play, form, save, times);
    }

    private static (string, string?, string?) AnswerTo(Play play, string question, int number)
    {
        var empty = play.Dice.Next(6) == 0;
        var step = Steps[play.Dice.Next(Steps.Length)];
        return question switch
        {
            "ansvar" => (question, empty ? null : step, empty ? null : $"kommentar {number}"),
            "rutiner" => (question, step, null),
            _ => (question, empty ? null : $"text {number}", null),
        };
    }

    private static async Task<string> SendAsync(Play play, OpenForm form, Save save, int times)
    {
        var told = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => form.SendAsync(save)));
        told.ToList().ForEach(t => play.Told.Told(save, t.News));
        return $"{save} -> {string.Join(" and ", told.Select(t => $"{t.Status} v{t.News.Version}"))}";
    }

    /// <summary>A request that was under way for long, or is sent again by a browser that never got its answer.</summary>
    private static Task<string> LateAsync(Play play)
    {
        var form = play.Forms[play.Dice.Next(play.Forms.Count)];
        return form.Sent.Count == 0 ? LookAsync(play, 0) : SendAsync(play, form, form.Sent[play.Dice.Next(form.Sent.Count)], 1);
    }

    private static async Task<string> LookAsync(Play play, int version)
    {
        var after = play.Dice.Next(version + 1);
        var news = await play.Forms[0].LookAsync(after);
        play.Told.Looked($"look after {after}", after, news);
        return $"look after {after} -> v{news.Version}";
    }

    private static async Task<string> HandInAsync(Play play)
    {
        var page = await play.Forms[play.Dice.Next(play.Forms.Count)].Browser.HandInAsync(play.Address);
        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict, page.Text);
        return $"hand in -> {page.Status} {page.Address.AbsolutePath}";
    }

    /// <summary>Somebody who sees that it was handed in, and opens it while the handing in is still being seen to.</summary>
    private static async Task<string> ReopenAtOnceAsync(Play play)
    {
        for (var look = 0; look < 10; look++)
        {
            if ((await play.Forms[0].LookAsync(0)).Locked)
            {
                return await ReopenAsync(play.Forms[0].Browser, $"{play.Address}/oppna");
            }
        }

        return "not handed in";
    }

    private static async Task<string> ReopenAsync(Browser browser, string address)
    {
        var page = await browser.PostAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return $"reopen -> {page.Address.AbsolutePath}";
    }

    /// <summary>Every handing in is kept as it stood then, word by word; the office and the log know of it, and of no other.</summary>
    private static async Task CheckHandedInAsync(Play play, int version, bool locked)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var id = new AssignmentId(2024, play.Body, "sjalvskattning");
        var open = new SheetState { Locked = false, Sequence = 0 };
        var kept = await play.Site.Get<SubmissionStore>().VersionsAsync(id, open, cancellation);
        var handedIn = play.Told.Turns(version).Where((_, i) => i % 2 == 0).ToArray();
        Assert.Equal(Enumerable.Range(1, handedIn.Length), kept.Select(k => k.Sequence));
        foreach (var (submission, at) in kept.Zip(handedIn))
        {
            var frozen = await play.Site.Get<SubmissionStore>().ReadAsync(submission.Blob, cancellation);
            Assert.Equal(submission.Fingerprint, frozen.Fingerprint());
            Assert.Equal(
                Questions.Select(q => (q, play.Told.At(q, at))).Where(q => q.Item2 is ({ }, _) or (_, { })).Select(q => $"{q.q}: {q.Item2}"),
                frozen.Answers.Select(a => $"{a.Question}: {(a.Value, a.Comment)}"));
        }

        var page = await play.Office.OpenAsync($"/kansli/2024/svar/{play.Body}");
        Assert.Equal(locked, page.Document.QuerySelector($"main li a[href='/kansli/2024/svar/{play.Body}/sjalvskattning']") is not null);
        var (entries, broken) = await play.Site.Get<AuditLog>().ReadAsync(AuditScope.ForBody(2024, play.Body), cancellation);
        Assert.Null(broken);
        Assert.Equal(handedIn.Length, entries.Count(e => e.What == "svar-inlamnat"));
    }

    /// <summary>Shown where the test fails.</summary>
    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
