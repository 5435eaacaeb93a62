using System.Diagnostics;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>Something that no message has caused, such as a request or work that is due.</summary>
internal sealed class StartedWork(ActivityContext trace, string? processor = null) : WorkScope
{
    public override ActivityContext Trace => trace;

    public override string? Processor => processor;
}
