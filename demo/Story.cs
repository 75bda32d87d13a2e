using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Years;

namespace Arshjulet.Demo;

/// <summary>A whole year, played against the running site as its people would: KS's decision, the answers, the report, the decisions.</summary>
internal sealed class Story(CityContent city, string contentFolder, IReadOnlyList<BodyAnswers> answers, SiteProcess site, string outFolder) : IDisposable
{
    /// <summary>Sample: no document says when KS decided the year's reviews.</summary>
    public static readonly DateOnly KsDecides = new(2024, 9, 4);

    private readonly YearContent _year = city.Year(KsDecides.Year);
    private readonly Host _host = new(site.Address);

    /// <summary>Plays the year and returns the paths of the report's files.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        var asked = city.Bodies.Count;
        var telling = new Telling(asked);
        using var secretary = new Secretary(site.Address, _year.Plan.Year);
        await secretary.SignInAsync();
        await DecideAsync(secretary);
        await AskManagersAsync(secretary);
        await AnswerAsync(telling);
        var files = await CompileAsync(secretary);
        await SettleAsync(secretary);
        return files;
    }

    public void Dispose() => _host.Dispose();

    private async Task DecideAsync(Secretary secretary)
    {
        var dates = _year.Plan.Dates;
        var forms = _year.Plan.FormKeys([.. _year.Plan.Reviews.Select(r => r.Key)]);
        await secretary.InstructAsync(Path.Combine(contentFolder, "years", $"{_year.Plan.Year}", "instructions"), forms.Select(f => (f, _year.Form(f).Title)));
        await secretary.DecideAsync(KsDecides, "212");
        Telling.Line(
            At(KsDecides.AddDays(1), 8),
            $"Kommunstyrelsens beslut den {Swedish.LongDate(KsDecides)} registreras. " +
            $"{_year.Plan.Reviews.Count} granskningar: {Swedish.List([.. _year.Plan.Reviews.Select(r => r.Name)])}");
        await _host.MoveToAsync(At(dates.Distribution.Date, 9));
        var invited = await _host.LinesAsync();
        var experts = _year.Plan.Reviews.SelectMany(r => r.Experts).Count(e => invited.Any(m => m.To.Contains(e.Email)));
        Telling.Line(
            At(dates.Distribution.Date, 9),
            $"{Reached(city.Bodies, invited)} nämnder och bolag och {experts} sakkunnig får anvisningar och personliga länkar ({invited.Count} mejl)");
    }

    private async Task AskManagersAsync(Secretary secretary)
    {
        var (at, managers) = (At(_year.Plan.Dates.Distribution.Date.AddDays(7), 9), new ManagersAnswering(city, _year, site.Address));
        await _host.MoveToAsync(at);
        var links = await secretary.InviteManagersAsync(managers.Lists, managers.Open);
        await _host.RestAsync();
        var open = Swedish.List([.. managers.Open.Select(b => b.Name)]);
        Telling.Line(at, $"Chefsenkäten: {managers.Lists.Sum(l => l.Emails.Count)} chefer får en egen kod, {open} en öppen länk");

        // The mailbox takes some minutes for so much mail.
        await _host.MoveToAsync(at.AddHours(4));
        var answered = await managers.AnswerAsync(_host, links);
        var closes = Swedish.LongDate(_year.Plan.Survey!.Closes.Date);
        Telling.Line(at.AddHours(4), $"Chefsenkäten: {answered} chefer svarar. Resultatet visas när den har stängt den {closes}");
    }

    private async Task AnswerAsync(Telling telling)
    {
        var done = 0;
        var deadline = _year.Plan.Dates.Deadline.Date;
        var steps = new Queue<DateTimeOffset>(_year.Plan.Reminders.Select(r => Reminding.DueAt(r, deadline).AddMinutes(1)).Order());
        foreach (var body in answers.Where(a => a.Submits is not null))
        {
            while (steps.Count > 0 && steps.Peek() < body.Submits)
            {
                await RemindAsync(steps.Dequeue(), telling, done);
            }

            await _host.MoveToAsync(body.Submits!.Value);
            await Respondent.AnswerAsync(site.Address, _host, body, city.Body(body.Body).Contacts[0].Email);
            done++;
            var late = body.Submits.Value >= WorkingDays.EndOf(deadline) ? " (för sent)" : "";
            telling.Progress(body.Submits.Value, done, $"{city.Body(body.Body).Name} lämnar in{late}");
        }

        while (steps.Count > 0)
        {
            await RemindAsync(steps.Dequeue(), telling, done);
        }
    }

    private async Task RemindAsync(DateTimeOffset at, Telling telling, int done)
    {
        var before = await RemindersAsync();
        await _host.MoveToAsync(at);
        telling.Progress(at, done, $"påminnelse till {await RemindersAsync() - before} personer som har något kvar");
    }

    private async Task<int> RemindersAsync() => (await _host.LinesAsync()).Count(m =>
        m.Subject.StartsWith("Påminnelse", StringComparison.Ordinal) || m.Subject.StartsWith("Försenat", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> CompileAsync(Secretary secretary)
    {
        var at = At(WorkingDays.Add(_year.Plan.Dates.Ksau.Date, -10), 10);
        await _host.MoveToAsync(at);
        var addresses = await secretary.CompileAsync(_host);
        Directory.CreateDirectory(outFolder);
        var files = new List<string>();
        foreach (var address in addresses)
        {
            files.Add(await secretary.SaveAsync(address, outFolder));
        }

        Telling.Line(at, $"KSAU:s sekreterare sammanställer: {files.Count} filer");
        return files;
    }

    private async Task SettleAsync(Secretary secretary)
    {
        var dates = _year.Plan.Dates;
        foreach (var (decider, name, date, paragraph) in new[]
        {
            (Decider.Ksau, "Kommunstyrelsens arbetsutskott föreslår", dates.Ksau.Date, "118"),
            (Decider.Ks, "Kommunstyrelsen beslutar, villkorat av fullmäktige", dates.Ks.Date, "97"),
            (Decider.Kf, "Kommunfullmäktige godkänner rapporten", dates.Kf.Date, "64"),
        })
        {
            await _host.MoveToAsync(At(date, 15));
            await secretary.RegisterAsync(decider, date, paragraph);
            await _host.RestAsync();
            Telling.Line(At(date, 15), name);
        }

        await _host.MoveToAsync(At(dates.Kf.Date, 15).AddMinutes(10));
        var sent = (await _host.LinesAsync()).Where(m => m.Subject.StartsWith("Beslut:", StringComparison.Ordinal)).ToArray();
        Telling.Line(At(dates.Kf.Date, 15), $"Beslutet är skickat till {Reached(city.Recipients, sent)} mottagare ({sent.Length} mejl), året är stängt");
        foreach (var later in _year.Plan.Reviews.Select(r => r.FollowUpYear).OfType<int>().Distinct())
        {
            Telling.Line(At(dates.Kf.Date, 15), $"I utkastet för {later}: {Swedish.List(await secretary.DraftAsync(later))}");
        }
    }

    /// <summary>How many of these bodies have a contact who got one of these mails.</summary>
    private static int Reached(IEnumerable<Model.Bodies.Body> bodies, IReadOnlyList<MailLine> mail) =>
        bodies.Count(b => b.Contacts.Any(c => mail.Any(m => m.To.Contains(c.Email))));

    private static DateTimeOffset At(DateOnly day, int hour) => WorkingDays.At(day, new TimeOnly(hour, 0));
}
