using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Arshjulet.Demo;
using Arshjulet.Functions.Answers.Autosave;
using Arshjulet.Functions.City;
using Arshjulet.Local.Hosting;
using Arshjulet.Model.Calendar;
using Microsoft.Extensions.DependencyInjection;
using Browser = Arshjulet.Demo.Browser;
using Host = Arshjulet.Demo.Host;

namespace Arshjulet.Bench;

/// <summary>What it costs to save a whole form over HTTP: every answer and comment changed, in one request.</summary>
internal sealed class SaveBench : IDisposable
{
    private const string Body = "kulturnamnden";
    private const string Address = $"/svar/2024/{Body}/god-intern-kontroll";
    private readonly HttpClient _http;
    private readonly IReadOnlyList<string> _statements;
    private int _number;

    private SaveBench(HttpClient http, IReadOnlyList<string> statements) => (_http, _statements) = (http, statements);

    public int Statements => _statements.Count;

    /// <summary>KS has decided, the links have been sent, and the coordinator has opened hers.</summary>
    public static async Task<SaveBench> StartAsync(LocalHost site)
    {
        var city = site.Services.GetRequiredService<CityContent>();
        using (var secretary = new Secretary(site.Address, 2024))
        {
            await secretary.SignInAsync();
            await secretary.DecideAsync(new DateOnly(2024, 9, 4), "212");
        }

        await site.Clock.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 16), new TimeOnly(9, 0)));
        using var host = new Host(site.Address);
        using var browser = new Browser(site.Address);
        var link = await Respondent.LinkAsync(host, city.Body(Body).Contacts[0].Email, Body, browser);
        var http = new HttpClient { BaseAddress = site.Address };
        using var start = await http.PostAsync(link, new FormUrlEncodedContent([new("person", "ja")]));
        start.EnsureSuccessStatusCode();
        var form = city.Year(2024).Form("god-intern-kontroll");
        var bench = new SaveBench(http, [.. form.QuestionsFor(city.Body(Body)).Where(q => form.ScaleOf(q) is not null).Select(q => q.Key)]);
        await bench.SaveAsync(5);
        return bench;
    }

    /// <summary>Milliseconds a save, one after the other as one person makes them.</summary>
    public async Task<double> SaveAsync(int saves)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < saves; i++)
        {
            _number++;
            using var request = new HttpRequestMessage(HttpMethod.Post, Address)
            {
                Content = new FormUrlEncodedContent(_statements.SelectMany(Fields)),
                Headers = { { "Accept", "application/json" } },
            };
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            var saved = (await ReadAsync(response)).Saved.Count;
            if (saved != Statements)
            {
                throw new InvalidOperationException($"{saved} of {Statements} answers were saved.");
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / saves;
    }

    /// <summary>How many answers are not as they were last saved.</summary>
    public async Task<int> LostAsync()
    {
        using var response = await _http.GetAsync($"{Address}/lage?efter=0");
        response.EnsureSuccessStatusCode();
        var stored = (await ReadAsync(response)).Answers.ToDictionary(a => a.Question);
        return _statements.Count(s => !stored.TryGetValue(s, out var answer) || answer.Comment != Comment() || answer.Revision != _number);
    }

    public void Dispose() => _http.Dispose();

    private IEnumerable<KeyValuePair<string, string>> Fields(string statement) =>
    [
        new($"q.{statement}", _number % 2 == 0 ? "tillfredsstallande" : "forbattringsomrade"),
        new($"k.{statement}", Comment()),
    ];

    private string Comment() => string.Create(
        CultureInfo.InvariantCulture,
        $"Nämnden följer upp detta vid varje tertial, och rutinen sågs över gång nummer {_number} efter påpekande från revisionen.");

    private static async Task<SheetUpdate> ReadAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<SheetUpdate>(await response.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
}
