using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Storage;

namespace Sts.Core.Privacy;

/// <summary>The key of the hash of users: the configured one, or a random one that is kept in a file of <c>Data:Directory</c>.</summary>
public sealed class UserHashKey(IOptions<DataOptions> data)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "user-hash.key";

    private const int KeyBytes = 32;

    /// <summary>Reads the key. Makes one when there is none; of several hosts that do so at once, one prevails.</summary>
    /// <exception cref="StsConfigurationException">The file can't be read or written, or holds something else.</exception>
    internal byte[] Read(PrivacyOptions options)
    {
        if (options.HashKey is { } configured)
        {
            return Encoding.UTF8.GetBytes(configured);
        }

        var path = Path.Combine(data.Value.Directory, FileName);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = Convert.FromBase64String(File.ReadAllText(path));
            return key.Length == KeyBytes ? key : throw new FormatException("It has another length.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StsConfigurationException(
                $"{path}, the key of the hash of users, can't be used: {exception.Message} Put it right, or remove it to get a new one: users get other hashes then.");
        }
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var own = $"{path}.{Guid.NewGuid():N}";
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(own, file))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        try
        {
            File.Move(own, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own); // Another host was quicker.
        }
    }
}
