namespace Sts.Tests.Integration.Faults;

/// <summary>On embedded parts, whose broker speaks the modern protocol.</summary>
public sealed class EmbeddedBadInputTests : BadInputTests
{
    protected override bool HasHeaders => true;

    protected override Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync() =>
        Task.FromResult<(IReadOnlyList<string>, IReadOnlyDictionary<string, string>)>(([], new Dictionary<string, string>()));
}
