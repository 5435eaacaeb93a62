using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Sts.Host.WebConsole;

/// <summary>The console's style sheet, scripts and pictures, out of this assembly. Their paths change with their content, so browsers may keep them.</summary>
internal sealed class ConsoleAssets
{
    private const string Prefix = "console/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public ConsoleAssets()
    {
        var types = new FileExtensionContentTypeProvider();
        _assets = typeof(ConsoleAssets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(name, types.Mappings[Path.GetExtension(name)]));
    }

    /// <summary>Where a page finds a file.</summary>
    public string PathOf(string file) => $"/{Prefix}{file}?v={_assets[file].Version}";

    /// <summary>Serves the files.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods($"/{Prefix}{{file}}", ["GET", "HEAD"], (string file, HttpContext context) =>
    {
        if (!_assets.TryGetValue(file, out var asset))
        {
            return Results.NotFound();
        }

        var isCurrent = context.Request.Query["v"] == asset.Version;
        context.Response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            return Results.Bytes(asset.Plain, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
        }

        context.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(asset.Brotli, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}-br\""));
    });

    private static Asset Read(string name, string contentType)
    {
        using var source = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        source.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        }

        var version = Convert.ToHexStringLower(SHA256.HashData(plain.GetBuffer().AsSpan(0, (int)plain.Length)))[..12];
        return new Asset(plain.ToArray(), packed.ToArray(), contentType, version);
    }

    private sealed record Asset(byte[] Plain, byte[] Brotli, string ContentType, string Version);
}
