using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Sts.Core.Storage;

namespace Sts.Host.Security;

/// <summary>Keeps what sign-ins are encrypted with in <c>Data:Directory</c>, for the host's own account only, so that they outlive a restart.</summary>
internal sealed class SignInSecrets(IOptions<DataOptions> data, ILoggerFactory logging) : IConfigureOptions<KeyManagementOptions>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public void Configure(KeyManagementOptions options)
    {
        var folder = Path.Combine(data.Value.Directory, "keys");
        var directory = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
        options.XmlRepository = new FileSystemXmlRepository(directory, logging);
    }
}
