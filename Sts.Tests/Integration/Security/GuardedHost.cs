using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>A host that wants to know who asks: by one key of each role, or by a token of an issuer of the tests' own.</summary>
internal sealed class GuardedHost : IAsyncDisposable
{
    /// <summary>Its holder may look.</summary>
    public const string ReadKey = "read-2f6d1c0a9b8e7f6d5c4b3a29";

    /// <summary>Its holder may do everything.</summary>
    public const string OperateKey = "operate-0f9e8d7c6b5a49382716";

    private readonly TemporaryFolder _folder;

    private GuardedHost(TemporaryFolder folder, HostProcess host, TokenIssuer issuer) => (_folder, Host, Issuer) = (folder, host, issuer);

    public HostProcess Host { get; }

    public TokenIssuer Issuer { get; }

    /// <summary>What sign-ins are encrypted with.</summary>
    public string SignInSecrets => Path.Combine(_folder.Path, "data", "keys");

    /// <param name="settings">Settings besides those of the keys.</param>
    public static async Task<GuardedHost> StartAsync(params IEnumerable<string> settings)
    {
        var folder = new TemporaryFolder();
        var keyFile = Path.Combine(folder.Path, "operate.key");
        await File.WriteAllTextAsync(keyFile, OperateKey + Environment.NewLine);
        var issuer = await TokenIssuer.StartAsync();
        var host = await HostProcess.StartAsync(
            folder.Path,
            [
                $"--Http:Keys:reader:KeyHash={HashOf(ReadKey)}", "--Http:Keys:boss:Role=Operate", $"--Http:Keys:boss:KeyFile={keyFile}",
                $"--Http:Oidc:Authority={issuer.Url}", "--Http:Oidc:Audience=sts-test",
                "--Http:TrustedProxies=127.0.0.1", "--Speech:Provider=None", .. settings,
            ]);
        return new GuardedHost(folder, host, issuer);
    }

    /// <summary>A key as it can be configured without being shown.</summary>
    public static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    /// <summary>A client that shows a key; none when null. It follows no redirects.</summary>
    public HttpClient Client(string? key, string? baseAddress = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = baseAddress is null ? Host.Http.BaseAddress : new Uri(baseAddress) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Issuer.DisposeAsync();
        _folder.Dispose();
    }
}
