namespace Arshjulet.Local.Azurite;

/// <summary>An emulator that someone else runs on the default ports; used only when settings ask for development storage.</summary>
internal static class DefaultEmulator
{
    public const string ConnectionString = "UseDevelopmentStorage=true";

    public static async Task<bool> AnswersAsync()
    {
        foreach (var port in new[] { 10000, 10001, 10002 })
        {
            if (!await FreePorts.AnswersAsync(port, CancellationToken.None))
            {
                return false;
            }
        }

        return true;
    }
}
