namespace Arshjulet.Local.Hosting;

/// <summary>The app's entry point returned before its host ran. The app has said why on the console.</summary>
public sealed class AppEndedException(string app, int exitCode) : Exception($"{app} ended without running, with exit code {exitCode}.")
{
    public int ExitCode => exitCode;
}
