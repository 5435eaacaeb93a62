using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Processors;

namespace Sts.Tests.Processors;

public sealed class MessageRulesTests
{
    [TestCase("", "hello", "The field 'user' is empty*")]
    [TestCase("  ", "hello", "The field 'user' is empty*")]
    [TestCase("al\0ice", "hello", "The field 'user' holds a NUL character*")]
    [TestCase("alice", "hel\0lo", "The field 'text' holds a NUL character*")]
    public void ReadUtterance_UnacceptableField_IsNamed(string user, string text, string message)
    {
        var read = () => MessageRules.ReadUtterance(new TranscriptionSegment("2026-03-01T12:00:00Z", text, user));

        read.Should().Throw<InvalidMessageException>().WithMessage(message);
    }

    [Test]
    public void ReadUtterance_VeryLongUser_IsRefusedWithTheLimit()
    {
        var read = () => MessageRules.ReadUtterance(new TranscriptionSegment("2026-03-01T12:00:00Z", "hello", new string('x', 257)));

        read.Should().Throw<InvalidMessageException>().WithMessage("The field 'user' has 257 characters; at most 256 are allowed.");
    }

    [Test]
    public void ReadUtterance_AnyOtherText_IsTakenAsItIs()
    {
        var text = "😀 ünï\r\n\t" + new string('x', 1_000_000);

        MessageRules.ReadUtterance(new TranscriptionSegment("1772366400", text, "алиса")).Text.Should().Be(text);
    }
}
