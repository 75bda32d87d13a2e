using Arshjulet.Functions.Tests.Hosting;

namespace Arshjulet.Demo.Tests;

/// <summary>The small city with a managers' survey that closes some days after the forms have gone out.</summary>
internal static class SurveyCity
{
    /// <summary>The body whose managers have one link; the two that have codes.</summary>
    public const string Open = "bostads-ab";
    public static readonly string[] Coded = ["byggnamnden", "skolnamnden"];

    private const string Form = """
        {
          "key": "chefer",
          "version": 1,
          "title": "Chefsenkät",
          "for": ["committee", "company"],
          "sections": [
            {
              "key": "laget",
              "title": "Läget",
              "questions": [
                { "key": "ansvar", "wording": 1, "kind": "statement", "text": "Ansvaret är fördelat", "scale": "ordning" },
                { "key": "forslag", "wording": 1, "kind": "text", "text": "Vad kan bli bättre?", "required": false }
              ]
            }
          ]
        }
        """;

    public static CityCopy Copy()
    {
        var city = new CityCopy();
        File.WriteAllText(Path.Combine(city.Folder, "forms", "chefer.v1.json"), Form);
        city.Replace("years/2024/year.json", "\"webb\": 1 }", "\"webb\": 1, \"chefer\": 1 }");
        city.Replace("years/2024/year.json", "\"reviews\":", $$"""
            "survey": { "form": "chefer", "closes": { "date": "2024-09-20" }, "openLinks": ["{{Open}}"] },
              "reviews":
            """);
        return city;
    }
}
