using System.ComponentModel.DataAnnotations;

namespace Sts.Core.Storage;

/// <summary>Section <c>Data</c>: where the host keeps its files.</summary>
public sealed class DataOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Data";

    /// <summary>Directory of the embedded database and other files of the host; created when missing.</summary>
    /// <value>Default: <c>./data</c>, relative to the working directory.</value>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Data:Directory is empty. Set it to a directory the host may write to, or leave it out for ./data.")]
    public string Directory { get; set; } = "./data";
}
