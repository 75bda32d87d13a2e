using System.Diagnostics;
using System.Globalization;
using Arshjulet.Functions.Survey;
using Arshjulet.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Bench;

/// <summary>Managers who all send their survey at the same moment, over HTTP, each with a code of her own.</summary>
internal sealed class SurveyBench(LocalHost site) : IDisposable
{
    private const int Year = 2024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address };

    /// <param name="Times">Milliseconds from request to response, shortest first.</param>
    /// <param name="Refused">The responses other than the thank-you page, and how often each came.</param>
    /// <param name="Lost">Managers who were thanked but are missing in the sums or among the texts, or were counted but not thanked.</param>
    public sealed record Outcome(double[] Times, string Refused, int Lost)
    {
        public double Median => Times[Times.Length / 2];

        public double Slowest(double share) => Times[(int)Math.Ceiling(Times.Length * share) - 1];
    }

    /// <summary>Lets a number of managers of each of these bodies answer at once.</summary>
    public async Task<Outcome> AnswerAsync(IReadOnlyList<string> bodies, int each)
    {
        var managers = new List<(string Address, string Cookie)>();
        foreach (var body in bodies)
        {
            managers.AddRange(await InviteAsync(new BodySurvey(Year, body), each));
        }

        var statuses = new string[managers.Count];
        var times = await Task.WhenAll(managers.Select(async (manager, i) =>
        {
            var start = Stopwatch.GetTimestamp();
            statuses[i] = await SendAsync(manager.Address, manager.Cookie, $"Förslag nummer {i}");
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
        Array.Sort(times);

        var thanked = statuses.Count(s => s == "303 /enkat/tack");
        var refused = statuses.Where(s => s != "303 /enkat/tack").CountBy(s => s).Select(s => $"{s.Value} × {s.Key}");
        var lost = Math.Max(Math.Abs(thanked - await CountedAsync(bodies)), Math.Abs(thanked - await TextsAsync(bodies)));
        return new Outcome(times, string.Join(", ", refused), lost);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Codes as they are in the mails; each manager has opened the link and ticked the box.</summary>
    private async Task<IReadOnlyList<(string Address, string Cookie)>> InviteAsync(BodySurvey survey, int count)
    {
        var codes = site.Services.GetRequiredService<SurveyCodes>();
        string[] emails = [.. Enumerable.Range(0, count).Select(i => $"chef{i}@malmo.example")];
        await site.Services.GetRequiredService<SurveyInvitations>().AddAsync(survey, emails, CancellationToken.None);
        var managers = new List<(string, string)>();
        var unspent = await codes.UnspentAsync(survey, CancellationToken.None);
        await Parallel.ForEachAsync(unspent, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (code, cancellation) =>
        {
            var address = $"/enkat/{Year}/{survey.Body}";
            var secret = await codes.NewSecretAsync(code, cancellation);
            using var started = await _http.PostAsync($"{address}/{secret}", new FormUrlEncodedContent([new("person", "ja")]), cancellation);
            var cookie = started.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            lock (managers)
            {
                managers.Add((address, cookie));
            }
        });
        return managers;
    }

    private async Task<string> SendAsync(string address, string cookie, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
            [
                new("q.info-system", "fullstandig"), new("q.info-lokaler", "fullstandig"), new("q.info-andra", "fullstandig"),
                new("q.latt-system", "instammer-delvis"), new("q.latt-lokaler", "instammer-delvis"), new("q.vet-vart", "instammer-delvis"),
                new("q.forslag", text),
            ]),
            Headers = { { "Cookie", cookie } },
        };
        try
        {
            using var response = await _http.SendAsync(request);
            return string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.Headers.Location?.OriginalString}").TrimEnd();
        }
        catch (HttpRequestException broken)
        {
            return broken.HttpRequestError.ToString();
        }
    }

    private async Task<int> CountedAsync(IReadOnlyList<string> bodies)
    {
        var sums = await site.Services.GetRequiredService<SurveyStore>().SumsAsync(Year, CancellationToken.None);
        return bodies.Sum(b => sums.TryGetValue(b, out var own) && own.Counts.Values.All(q => q.Values.Sum() == own.Answers) ? own.Answers : 0);
    }

    private async Task<int> TextsAsync(IReadOnlyList<string> bodies)
    {
        var store = site.Services.GetRequiredService<SurveyStore>();
        var texts = await Task.WhenAll(bodies.Select(b => store.TextsAsync(new BodySurvey(Year, b), CancellationToken.None)));
        return texts.Sum(t => t["forslag"].Distinct().Count());
    }
}
