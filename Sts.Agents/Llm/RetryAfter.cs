namespace Sts.Agents.Llm;

/// <summary>How long a server asks to be left alone (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>Returns the wait, given in seconds or as a date; null when the server names none.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
