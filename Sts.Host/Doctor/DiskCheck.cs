using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Storage;

namespace Sts.Host.Doctor;

/// <summary>Looks whether the host may write where it keeps its files, and whether there is room.</summary>
internal sealed class DiskCheck(IOptions<DataOptions> options) : ISystemCheck
{
    private const long Little = 1L << 30;
    private const long TooLittle = 100L << 20;

    public string Name => "disk";

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckResult>>([Look()]);

    private CheckResult Look()
    {
        var wanted = Path.GetFullPath(options.Value.Directory);
        var folder = wanted;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                return CheckResult.Fault($"{folder} is a file, and no directory", "Set Data:Directory to a directory that the host may write to.");
            }

            folder = Path.GetDirectoryName(folder)!;
        }

        try
        {
            // Told by trying, as permissions have more sources than can be asked.
            using var probe = new FileStream(
                Path.Combine(folder, $".sts-doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CheckResult.Fault($"{folder} can't be written: {exception.Message}", "Set Data:Directory to a directory that the host may write to.");
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var finding = $"{free / (double)Little:0.0} GiB free for {wanted}";
        return free < TooLittle ? CheckResult.Fault(finding, "Make room, or set Data:Directory to another disk.")
            : free < Little ? CheckResult.Warning(finding, "Make room soon, or set Data:Directory to another disk.")
            : CheckResult.Ok(finding);
    }
}
