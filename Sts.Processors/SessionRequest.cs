namespace Sts.Processors;

/// <summary>What <c>session_decision</c> may say. Case is ignored when it is read.</summary>
internal static class SessionRequest
{
    public const string Create = "CREATE";
    public const string Destroy = "DESTROY";
}
