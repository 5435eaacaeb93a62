namespace Sts.Benchmarks.Running;

/// <summary>How much is measured.</summary>
/// <param name="Runs">How many pairs of runs are compared.</param>
/// <param name="Quick">Whether a tenth of the messages will do.</param>
/// <param name="Full">Whether what is otherwise watched for a part of its time is watched to its end.</param>
internal sealed record RunOptions(int Runs, bool Quick, bool Full)
{
    private const int QuickPart = 10;

    /// <summary>A number of messages, or a tenth of it.</summary>
    public int Scale(int messages) => Quick ? messages / QuickPart : messages;
}
