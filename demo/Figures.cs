using System.Text.Json;
using Arshjulet.Model.Figures;

namespace Arshjulet.Demo;

/// <summary>Prints the figures that a reader knows from the real report, read from the file that the site made.</summary>
internal static class Figures
{
    public static void Print(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var figures = json.RootElement.GetProperty("figures").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f);
        string Text(string name) => figures[name].GetProperty("text").GetString()!;
        int Count(string name) => figures[name].GetProperty("count").GetInt32();
        string Counted(string name) => $"{Text(name)} ({Count(name)} av {figures[name].GetProperty("n").GetInt32()})";
        Console.WriteLine();
        Console.WriteLine(
            $"{json.RootElement.GetProperty("returns").GetArrayLength()} nämnder och bolag tillfrågade, {Text("svar.inlamnade")} har lämnat in allt. " +
            $"Saknas: {Text("svar.saknas")}. Undantag: {Text("svar.undantag")}.");
        Console.WriteLine("God intern kontroll, 2015 → 2024:");
        (string Step, string Label)[] steps =
        [
            ("tillfredsstallande", "tillfredsställande"),
            ("forbattringsomrade", "förbättringsområde"),
            ("omgaende", "behöver ses över omgående"),
            ("inte-tillamplig", "inte tillämplig"),
        ];
        foreach (var (step, label) in steps)
        {
            Console.WriteLine($"  {label,-26} {Text($"god-intern-kontroll.2015.{step}"),12} → {Counted($"god-intern-kontroll.{step}")}");
        }

        Console.WriteLine($"Felaktig tillgång, ”ja”: {Text("access.2021.ja.spann")} 2021 → {Text("access.ja.spann")} 2024");
        Console.WriteLine($"Rutinerna är kända, behöver ses över omgående: {Text("access.system-kanda.omgaende.vilka")}");
        const string films = "dos.filmer.objekt";
        Console.WriteLine($"Filmer med brister: {Text($"{films}.med-brister.brak")} ({Text($"{films}.med-brister.antal")} av {Text(films)})");
        var beginners = Swedish.Number(Count("ai.mognad.nyborjare") + Count("ai.mognad.utforskare"));
        Console.WriteLine($"AI-mognad, steg 1–2 av 5: {beginners} av {Text("ai.mognad.nyborjare.n")}");
        Console.WriteLine(
            $"Chefsenkäten, {Text("chefsenkat.svarande")} svar: fullständig information om lokaler {Counted("chefsenkat.info-lokaler.fullstandig")}, " +
            $"tillräcklig {Counted("chefsenkat.info-lokaler.tillracklig")}");
        Console.WriteLine($"Fingeravtryck: {json.RootElement.GetProperty("fingerprint").GetString()}");
    }
}
