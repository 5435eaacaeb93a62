namespace Sts.Tests.Integration.Faults;

/// <summary>Users of one test's own, since the tests of a run share a database.</summary>
internal static class Users
{
    /// <summary>A name, or the beginning of several, that nobody else has.</summary>
    public static string New(string test) => $"{test}-{Guid.NewGuid():N}"[..(test.Length + 9)];
}
