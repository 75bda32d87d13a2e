using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>Finds a browser: on Linux the one inside an npm package (nothing is downloaded), elsewhere the Edge or Chrome that is installed.</summary>
internal static class Chromium
{
    /// <summary>Silent on the network, without the sandbox that root cannot have, and with date fields that are typed alike on every machine.</summary>
    private static readonly string[] Arguments =
        [
            "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-quic", "--no-first-run", "--disable-gpu", "--lang=en-US",
        ];

    /// <exception cref="InvalidOperationException">No browser can be had; the message says what to do.</exception>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        if (OperatingSystem.IsLinux())
        {
            var unpacked = await UnpackAsync();
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
            environment["LD_LIBRARY_PATH"] = unpacked.Libraries;
            if (!Directory.Exists("/etc/fonts"))
            {
                environment["FONTCONFIG_PATH"] = unpacked.Fonts;
            }

            return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = unpacked.Path, Args = Arguments, Env = environment });
        }

        foreach (var channel in new[] { "msedge", "chrome" })
        {
            try
            {
                return await playwright.Chromium.LaunchAsync(new() { Channel = channel, Args = Arguments });
            }
            catch (PlaywrightException)
            {
                // The next one may be there.
            }
        }

        throw new InvalidOperationException("The browser tests need Microsoft Edge or Google Chrome: install one of them.");
    }

    private sealed record Unpacked(string Path, string Libraries, string Fonts);

    private static async Task<Unpacked> UnpackAsync()
    {
        var start = new ProcessStartInfo("node", [Repository.PathTo("tests", "Browser.Tests", "chromium-path.mjs")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync();
            var told = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return node.ExitCode == 0 && JsonSerializer.Deserialize<Unpacked>(told, JsonSerializerOptions.Web) is { } unpacked && File.Exists(unpacked.Path)
                ? unpacked
                : throw new InvalidOperationException($"The browser tests' Chromium could not be unpacked. Run npm ci. {await errors}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The browser tests need Node.js 20 or later on the path.", missing);
        }
    }
}
