using System.Globalization;
using Sts.Core.Diagnostics;

namespace Sts.Host.Cli;

/// <summary>What <c>say</c> prints.</summary>
/// <param name="asJson">Whether a program reads it.</param>
internal sealed class SayOutput(bool asJson)
{
    private const int TypeWidth = 21;

    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>It was taken.</summary>
    public void Said(string user, string text, string? trace)
    {
        if (asJson)
        {
            JsonOutput.WriteLine(new { type = "said", user, detail = text, traceId = trace });
        }
        else
        {
            Write("said", $"{user}: {text}");
        }
    }

    /// <summary>Something came of it.</summary>
    public void Happened(PipelineEvent happened)
    {
        if (asJson)
        {
            JsonOutput.WriteLine(happened);
        }
        else
        {
            Write(happened.Type, happened.Detail);
        }
    }

    /// <summary>Something is not as it should be.</summary>
    public static void Problem(string problem) => Console.Error.WriteLine(problem);

    private void Write(string type, string detail)
    {
        var seconds = TimeProvider.System.GetElapsedTime(_started).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        TextOutput.WriteLine($"{seconds,6} s  {type.PadRight(TypeWidth)} {detail}");
    }
}
