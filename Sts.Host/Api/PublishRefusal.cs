namespace Sts.Host.Api;

/// <summary>Why an utterance is not published.</summary>
/// <param name="Status">The HTTP status that says so.</param>
/// <param name="Problem">The reason, in words.</param>
internal sealed record PublishRefusal(int Status, string Problem);
