using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Sts.Core.Storage;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>
/// Keeps what sign-ins are encrypted with in <c>Data:Directory</c>, for the host's own account only, so that they outlive a restart. Where nobody signs in,
/// nothing is kept.
/// </summary>
internal sealed class SignInSecrets(IOptions<HttpOptions> http, IOptions<DataOptions> data, ILoggerFactory logging) : IConfigureOptions<KeyManagementOptions>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public void Configure(KeyManagementOptions options)
    {
        options.XmlEncryptor = new NullXmlEncryptor();
        options.XmlRepository = http.Value.Keys.Count == 0 ? new PassingKeys() : new FileSystemXmlRepository(Create(Path.Combine(data.Value.Directory, "keys")), logging);
    }

    private static DirectoryInfo Create(string folder) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
}
