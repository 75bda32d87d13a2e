namespace Arshjulet.Local.Azurite;

/// <summary>An emulator that someone else runs on the default ports; used only when settings ask for development storage.</summary>
internal static class DefaultEmulator
{
    public const string ConnectionString = "UseDevelopmentStorage=true";

    public static async Task<bool> AnswersAsync() =>
        (await Task.WhenAll(Enumerable.Range(10000, 3).Select(port => FreePorts.AnswersAsync(port, CancellationToken.None)))).All(answers => answers);
}
