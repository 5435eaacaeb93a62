namespace Sts.Host.Security;

/// <summary>
/// The two things that callers may do. A request that reads wants the first, every other one the second; endpoints only say so where the
/// method does not tell (<see cref="ReadsAttribute"/>).
/// </summary>
internal static class AccessPolicies
{
    /// <summary>See what the host does and what it has stored.</summary>
    public const string Read = nameof(AccessRole.Read);

    /// <summary>Say something as a user, and change what the host does and has stored. Includes <see cref="Read"/>.</summary>
    public const string Operate = nameof(AccessRole.Operate);
}
