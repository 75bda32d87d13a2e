using System.Diagnostics;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Azurite;

/// <summary>Finds the emulator among the npm packages, and installs them where they are missing.</summary>
internal static class NodeModules
{
    /// <returns>The path of the emulator's script.</returns>
    /// <exception cref="StartRefusedException">There is no package.json to install from, or npm failed.</exception>
    public static async Task<string> FindAzuriteAsync(CancellationToken cancellation)
    {
        if (Search(Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js")) is { } found)
        {
            return found;
        }

        var package = Search("package.json")
            ?? throw new StartRefusedException("The storage emulator is not installed, and no package.json was found to install it from.");
        await InstallAsync(Path.GetDirectoryName(package)!, cancellation);
        return Search(Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js"))
            ?? throw new StartRefusedException($"npm installed the packages of {package}, but the storage emulator is not among them.");
    }

    private static string? Search(string file)
    {
        var starts = new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() };
        return starts.SelectMany(Upwards).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        Console.WriteLine($"Installing the npm packages of {folder} (once) ...");
        var verb = File.Exists(Path.Combine(folder, "package-lock.json")) ? "ci" : "install";

        // npm is a script: on Windows only the shell can start it.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", "npm", verb])
            : new ProcessStartInfo("npm", [verb]);
        start.WorkingDirectory = folder;
        try
        {
            using var npm = Process.Start(start)!;
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0)
            {
                throw new StartRefusedException($"'npm {verb}' in {folder} failed with exit code {npm.ExitCode}.");
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new StartRefusedException("Node.js with npm must be installed: the storage emulator runs on it.", missing);
        }
    }
}
