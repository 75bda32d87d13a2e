using System.Globalization;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Model.Answers;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>However one form is written, in every way there is and by several at once, what was acknowledged is kept and nothing else.</summary>
public sealed class EveryWayTests(AzuriteFixture azurite)
{
    private const int Rounds = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_form_is_written_in_every_way_at_once_then_what_was_acknowledged_is_kept_or_was_seen_by_what_replaced_it_and_all_is_logged()
    {
        // The deeds are the seed's; who comes first is the machine's. ARSHJULET_SEED plays the same deeds again.
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ARSHJULET_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        Write($"ARSHJULET_SEED={seed}");
        var dice = new Random(seed);
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var contact = await site.BuildingAsync();
        using var elsewhere = await site.BuildingAsync();
        await contact.PostAsync("/svar/2024/byggnamnden/kollegor/fraga", ("adress", "kim@smastad.example"));
        using var colleague = site.Open();
        await colleague.PostAsync((await site.MailAsync("kim@smastad.example"))[0].Links[0], ("person", "ja"));
        await contact.PostAsync(Ways.Form, ("q.utsedd", "bra"), ("q.sida-1.sprak", "klarar"), ("q.sida-3.sprak", "klarar"), ("q.eget-svar", "Först"));
        var store = site.Get<AnswerStore>();
        var told = new Acknowledged(await store.ReadAsync(Ways.Id, Cancellation));

        var number = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var deeds = Enumerable.Range(0, dice.Next(2, 5))
                .Select(_ => new Ways((Browser[])[contact, elsewhere, colleague], dice.Next(3), dice.Next(3), ++number, told).DoAsync(dice.Next(20))).ToArray();
            foreach (var (said, deed) in (await Task.WhenAll(deeds)).Select((s, i) => (s, i)))
            {
                Write($"{round}.{deed}: {said}");
            }

            var sheet = await store.ReadAsync(Ways.Id, Cancellation);
            told.Check(sheet);
            await CheckHandedInAsync(site, told, sheet);
            await CheckLogAsync(site, sheet);
        }
    }

    /// <summary>What is frozen was acknowledged, each time no earlier than the time before; and it is what is kept as long as it is frozen.</summary>
    private static async Task CheckHandedInAsync(RunningSite site, Acknowledged told, AnswerSheet sheet)
    {
        var kept = await site.Get<SubmissionStore>().VersionsAsync(Ways.Id, sheet.State, Cancellation);
        Assert.Equal(Enumerable.Range(1, sheet.State.Sequence), kept.Select(k => k.Sequence));
        var before = Ways.Questions.ToDictionary(q => q, _ => 0);
        foreach (var submission in kept)
        {
            var frozen = await site.Get<SubmissionStore>().ReadAsync(submission.Blob, Cancellation);
            foreach (var question in Ways.Questions)
            {
                var answer = frozen.Answers.FirstOrDefault(a => a.Question == question);
                var at = told.PlaceOf(question, SentAnswers.ContentHash(answer?.Content ?? AnswerContent.Empty));
                Assert.InRange(at, before[question], int.MaxValue);
                before[question] = at;
            }

            Assert.All(frozen.Attachments, a => Assert.Contains(a.Name, told.Sent));
        }

        if (sheet.State.Locked)
        {
            var last = await site.Get<SubmissionStore>().ReadAsync(sheet.State.Blob!, Cancellation);
            Assert.Equal(AttachmentList.Read(sheet).Select(a => a.Name), last.Attachments.Select(a => a.Name));
            Assert.All(last.Answers, a => Assert.Equal(sheet.Values[a.Question], a));
        }
    }

    /// <summary>Every version of the sheet has its line, once: a save, a file, a handing in, an opening.</summary>
    private static async Task CheckLogAsync(RunningSite site, AnswerSheet sheet)
    {
        var (entries, broken) = await site.Get<AuditLog>().ReadAsync(AuditScope.ForBody(2024, "byggnamnden"), Cancellation);
        Assert.Null(broken);
        var own = entries.Where(e => e.Subject.StartsWith("webb", StringComparison.Ordinal)).ToArray();
        int[] versions =
        [
            .. own.Where(e => e.Subject.Contains(", version ", StringComparison.Ordinal))
                .Select(e => int.Parse(e.Subject.Split(", version ")[1], CultureInfo.InvariantCulture)).Order(),
        ];
        Assert.Equal(versions.Distinct(), versions);
        Assert.Equal(sheet.State.Version, versions.Length + own.Count(e => e.What is "svar-inlamnat" or "svar-oppnat"));
    }

    /// <summary>Shown where the test fails.</summary>
    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
