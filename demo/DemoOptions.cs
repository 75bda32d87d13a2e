namespace Arshjulet.Demo;

/// <summary>The demo's command line.</summary>
/// <param name="Exit">Ends when the year is over; otherwise the site stays up to look around in.</param>
/// <param name="Out">Folder for the report's files.</param>
/// <param name="Port">The site's port; null takes 7071, or any free one if that is taken.</param>
/// <param name="Data">Folder for the site's data; null takes a temporary one that is removed when the demo ends.</param>
internal sealed record DemoOptions(bool Exit, string Out, int? Port, string? Data)
{
    public const string Usage = "dotnet run --project demo -- [--exit] [--out DIR] [--port N] [--data DIR]";

    /// <exception cref="ArgumentException">An argument that the demo does not know, with the sentence to print.</exception>
    public static DemoOptions Read(IReadOnlyList<string> args)
    {
        var options = new DemoOptions(false, "out", null, null);
        for (var i = 0; i < args.Count; i++)
        {
            string Value() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value. {Usage}");
            options = args[i] switch
            {
                "--exit" => options with { Exit = true },
                "--out" => options with { Out = Value() },
                "--data" => options with { Data = Value() },
                "--port" => options with
                {
                    Port = int.TryParse(Value(), out var port) ? port : throw new ArgumentException($"--port must be a number. {Usage}"),
                },
                var other => throw new ArgumentException($"{other} is not known. {Usage}"),
            };
        }

        return options;
    }
}
