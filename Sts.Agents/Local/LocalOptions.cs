namespace Sts.Agents.Local;

/// <summary>The section <c>Agents:Local</c>: how the offline agents decide.</summary>
public sealed class LocalOptions
{
    /// <summary>How likely, from 0 to 1, an utterance must want something before the classifier says so. Higher is more silent.</summary>
    /// <value>The default value is 0.5.</value>
    public double Threshold { get; set; } = 0.5;

    /// <summary>A folder with sentence files (<c>.yaml</c>) of your own. They are tried before those that are built in.</summary>
    /// <value>The default value is empty: none.</value>
    public string Sentences { get; set; } = "";

    internal string? Problem => Threshold is > 0 and < 1 ? null : $"Agents:Local:Threshold is {Threshold}. Set it to more than 0 and less than 1.";
}
