using Sts.Core.Storage.Entities;

namespace Sts.Tests.Core.Storage;

[TestFixture]
public sealed class ActionRecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void KeyOf_SameActionInAnotherOffsetOrFinerClock_IsTheSame()
    {
        var key = ActionRecord.KeyOf("alice", Noon, "hi");

        key.Should().MatchRegex("^[0-9a-f]{64}$");
        ActionRecord.KeyOf("alice", Noon.ToOffset(TimeSpan.FromHours(5)).AddTicks(9), "hi").Should().Be(key);
    }

    [Test]
    public void KeyOf_AnyPartDiffers_Differs()
    {
        string[] keys =
        [
            ActionRecord.KeyOf("ab", Noon, "c"), ActionRecord.KeyOf("a", Noon, "bc"),
            ActionRecord.KeyOf("ab", Noon.AddTicks(10), "c"), ActionRecord.KeyOf("ab", Noon, "d"),
        ];

        keys.Should().OnlyHaveUniqueItems();
    }
}
