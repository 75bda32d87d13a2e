using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Hosting;

/// <summary>%NAME% in a trigger's attribute stands for a setting.</summary>
internal static partial class AppSettingName
{
    /// <exception cref="StartRefusedException">A named setting is missing.</exception>
    public static string Resolve(string text, IConfiguration configuration) => Setting().Replace(text, found =>
    {
        var name = found.Groups[1].Value;
        return configuration[name.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new StartRefusedException($"The setting '{name}' is missing; a trigger asks for it.");
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
