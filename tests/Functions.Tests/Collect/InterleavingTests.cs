using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Model.Answers;
using Azure.Storage.Blobs.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arshjulet.Functions.Tests.Collect;

/// <summary>Something that one of several people does to one form.</summary>
/// <param name="Person">Who: 0–2.</param>
/// <param name="What">0 hands in, 1 opens again, else saves.</param>
/// <param name="Question">Which: 0–2.</param>
/// <param name="Value">What is written: 0 takes the answer away, where that may be.</param>
/// <param name="Behind">How many revisions behind the writer's page is.</param>
public sealed record Deed(int Person, int What, int Question, int Value, int Behind);

/// <summary>
/// People save, hand in and open again, several at once, on one account. The sheet counts every write, so what each was told can be laid
/// out in order afterwards: nothing may be missing from what stands and from what was handed in, and nothing be there that nobody was told.
/// </summary>
public sealed class InterleavingTests(AzuriteFixture azurite)
{
    private static readonly string[] Questions = ["ansvar", "slutsats", "onskemal"];
    private static readonly OwnDecision Decision = new() { ByDelegation = true, Date = new DateOnly(2024, 9, 16), Responsible = "chef" };

    private sealed record Told(string Question, string? Value, int Revision, int Version);

    private static Gen<Deed[][]> Rounds =>
        from deeds in (from person in Gen.Choose(0, 2)
                       from what in Gen.Choose(0, 7)
                       from question in Gen.Choose(0, 2)
                       from value in Gen.Choose(0, 3)
                       from behind in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Constant(1)))
                       select new Deed(person, what, question, value, behind)).ArrayOf(4).ArrayOf(5)
        select deeds;

    [Fact]
    public async Task When_several_save_hand_in_and_open_again_in_any_order_then_exactly_what_they_were_told_stands()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var number = 0;
        foreach (var rounds in Rounds.Sample(25))
        {
            await PlayAsync(site, $"lek{++number}", rounds);
        }
    }

    private static async Task PlayAsync(RunningSite site, string body, Deed[][] rounds)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var city = site.Get<CityContent>();
        var (answers, submit, client) = (site.Get<AnswerStore>(), site.Get<SubmitStep>(), site.Host.Orchestrations.Client);
        var form = city.Year(2024).Form("sjalvskattning");
        var played = city.Body("bostads-ab") with { Id = body };
        var id = new AssignmentId(2024, body, form.Key);
        var told = new List<Told>();
        var written = 0;

        async Task SaveAsync(Deed deed)
        {
            var question = Questions[deed.Question];
            var text = $"{deed.Value}-{Interlocked.Increment(ref written)}";
            var value = deed.Value == 0 && question == "onskemal" ? null : question == "ansvar" ? (deed.Value % 2 == 0 ? "bra" : "battre") : text;
            var seen = (await answers.ReadAsync(id, cancellation)).RevisionOf(question) - deed.Behind;
            var change = new AnswerChange(question, value, question == "ansvar" ? text : null, seen);
            var outcome = await answers.SaveAsync(id, [change], $"person-{deed.Person}", cancellation);
            var stored = outcome.Sheet.LastOf(question);
            if (outcome.Saved.Count == 1)
            {
                lock (told)
                {
                    told.Add(new Told(question, $"{value}|{change.Comment}", stored!.Revision, stored.Version));
                }
            }
            else if (outcome.Conflicts.Count == 1)
            {
                // Neither text is lost: the writer is shown both.
                Assert.Equal((value, true), (outcome.Conflicts[0].Sent.Value, outcome.Conflicts[0].Stored.Revision != seen));
            }
        }

        Task DoAsync(Deed deed) => deed.What switch
        {
            0 => submit.SubmitAsync(new Respondent(2024, played, played.Contacts[0]), form, Decision, client, cancellation),
            1 => submit.ReopenAsync(id, $"person-{deed.Person}", client, cancellation),
            _ => SaveAsync(deed),
        };

        await answers.SaveAsync(id, [new AnswerChange("rutiner", "bra", null, 0)], "person-0", cancellation);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(q => SaveAsync(new Deed(0, 2, q, 1, 0))));
        foreach (var round in rounds)
        {
            await Task.WhenAll(round.Select(DoAsync));
        }

        var sheet = await answers.ReadAsync(id, cancellation);
        foreach (var question in Questions)
        {
            var own = told.Where(t => t.Question == question).OrderBy(t => t.Revision).ToArray();
            Assert.Equal(Enumerable.Range(1, own.Length), own.Select(t => t.Revision));
            Assert.Equal(own[^1].Value, Text(sheet.LastOf(question)?.Answer));
        }

        // Every other write to the sheet is a handing in or an opening again, in turn; the first save was the first.
        var turns = Enumerable.Range(2, sheet.State.Version - 1).Except(told.Select(t => t.Version)).ToArray();
        Assert.Equal(sheet.State.Sequence, (turns.Length + 1) / 2);
        Assert.Equal(sheet.State.Locked, turns.Length % 2 == 1);
        var handedIn = await SubmissionsAsync(site, body, cancellation);
        Assert.Equal(sheet.State.Locked ? sheet.State.Blob : null, sheet.State.Locked ? handedIn.Last(h => h.Version.Sequence == sheet.State.Sequence && h.Name == sheet.State.Blob).Name : null);
        for (var sequence = 1; sequence <= sheet.State.Sequence; sequence++)
        {
            var at = turns[2 * (sequence - 1)];
            var expected = Questions.Select(q => told.Where(t => t.Question == q && t.Version < at).OrderBy(t => t.Revision).Last().Value).ToArray();
            Assert.Contains(handedIn, h => h.Version.Sequence == sequence
                && Questions.Select(q => Text(h.Version.Answers.FirstOrDefault(a => a.Question == q))).SequenceEqual(expected));
        }
    }

    private static string Text(Answer? answer) => $"{answer?.Value}|{answer?.Comment}";

    /// <summary>Everything that was frozen, also what somebody else's write made worthless before it became a submission.</summary>
    private static async Task<List<(string Name, Submission Version)>> SubmissionsAsync(RunningSite site, string body, CancellationToken cancellation)
    {
        var found = new List<(string, Submission)>();
        await foreach (var blob in site.Get<Blobs>().Submissions.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"2024/{body}/", cancellation))
        {
            found.Add((blob.Name, await site.Get<SubmitStep>().ReadAsync(blob.Name, cancellation)));
        }

        return found;
    }
}
