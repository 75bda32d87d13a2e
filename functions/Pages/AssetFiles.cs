using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Arshjulet.Functions.Pages;

/// <summary>
/// Styles, scripts and the icon, embedded in the assembly because a Functions app serves no static files. Their addresses share one tag, a hash
/// of all their content, so that a script's relative import (<c>./drafts.js</c>) is versioned too.
/// </summary>
public static class AssetFiles
{
    private sealed record Asset(byte[] Content, string ContentType);

    private static readonly FrozenDictionary<string, Asset> All = Load();

    private static readonly string Tag = TagOf(All);

    /// <summary>The address, which includes the content hash and can therefore be cached forever.</summary>
    public static string Address(string name) =>
        All.ContainsKey(name) ? $"/tillgangar/{Tag}/{name}" : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    [Function(nameof(AssetFiles))]
    public static IResult Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tillgangar/{tag}/{name}")] HttpRequest request,
        string tag, string name)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            throw new NotFoundException($"No asset {name}.");
        }

        if (tag == Tag)
        {
            request.HttpContext.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        }

        return Results.Bytes(asset.Content, asset.ContentType);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        const string folder = "assets/";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).ToFrozenDictionary(n => n[folder.Length..], n =>
        {
            using var stream = assembly.GetManifestResourceStream(n)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new Asset(content, ContentTypeOf(n));
        });
    }

    private static string TagOf(FrozenDictionary<string, Asset> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in assets.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {asset.Content.Length}\n"));
            hash.AppendData(asset.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"{name}: no content type for {other}."),
    };
}
