using Confluent.Kafka;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka.DeadLetters;

public sealed class DeadLetterReasonsTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 31, 18, 30, 0, TimeSpan.Zero).AddTicks(1_234_567);

    [TestCase("It is bad.")]
    [TestCase("\"quoted\", 'quoted', \n\t\0 and 💡")]
    [TestCase("")]
    public void Decode_WhatWasEncoded_IsTheSame(string message)
    {
        var reason = new DeadLetterReason(new InvalidOperationException(message), "Some", new MessagePosition("log", "some.topic", 3, 17), 5, Time);

        var decoded = DeadLetterReasons.Decode(DeadLetterReasons.Encode(new TopicPartitionOffset("some.topic.dlq", 2, 9), reason.ToCause(sourceTime: null)));

        decoded.Should().Be((new DeadLetterPosition(2, 9), reason.ToCause(sourceTime: null)));
        decoded!.Value.Cause.Should().BeEquivalentTo(new { ErrorType = "System.InvalidOperationException", ErrorMessage = message, Attempts = 5, Time });
    }

    [Test]
    public void Encode_MessageThatIsNoUnicode_DoesNotFail()
    {
        // Cut in the middle of a surrogate pair, for one; a reason that can't be written would hold up its partition for good.
        var reason = new DeadLetterReason(new FormatException(new string('x', 1_999) + "💡"), "Some", new MessagePosition("log", "t", 0, 0), 1, Time);

        var decoded = DeadLetterReasons.Decode(DeadLetterReasons.Encode(new TopicPartitionOffset("t.dlq", 0, 0), reason.ToCause(Time)));

        decoded!.Value.Cause.ErrorMessage.Should().StartWith("xxx").And.HaveLength(2_000);
        decoded.Value.Cause.SourceTime.Should().Be(Time);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("[1]")]
    [TestCase("{\"sts.dlq.partition\": 1}")]
    [TestCase("{\"sts.dlq.partition\": \"1\", \"sts.dlq.offset\": \"2\"}")]
    public void Decode_ValueOfSomebodyElse_IsPassedOver(string? value) =>
        DeadLetterReasons.Decode(value is null ? null : System.Text.Encoding.UTF8.GetBytes(value)).Should().BeNull();

    [TestCase("2:17", true)]
    [TestCase("2", false)]
    [TestCase("2:17:1", false)]
    [TestCase("-1:17", false)]
    [TestCase(":", false)]
    public void TryParse_Position_TakesPartitionAndOffset(string text, bool expected)
    {
        DeadLetterPosition.TryParse(text, out var position).Should().Be(expected);
        if (expected)
        {
            position.ToString().Should().Be(text);
        }
    }
}
