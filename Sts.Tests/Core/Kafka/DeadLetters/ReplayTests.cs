using System.Text;
using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka.DeadLetters;

public sealed class ReplayTests
{
    private static readonly MessagePosition Source = new("first-log", "some.topic", 3, 17);
    private static readonly DateTimeOffset SourceTime = new(2026, 1, 31, 18, 30, 0, 123, TimeSpan.Zero);
    private static readonly DeadLetterCause Cause = new("Persistence", Source, SourceTime, "Some.Error", "It is bad.", 5, SourceTime.AddSeconds(2));

    [Test]
    public void IsForAnother_MessageThatIsNoReplay_IsFalse()
    {
        Replay.IsForAnother(null, "RealTime").Should().BeFalse();
        Replay.IsForAnother([], "RealTime").Should().BeFalse();
        Replay.IsForAnother(new Headers { { "traceparent", [1] }, { "sts.processor", "Persistence"u8.ToArray() } }, "RealTime").Should().BeFalse();
    }

    [Test]
    public void IsForAnother_Replay_IsTrueForAllButTheOneThatFailed()
    {
        Replay.IsForAnother(Addressed(), "RealTime").Should().BeTrue();
        Replay.IsForAnother(Addressed(), "Persistence").Should().BeFalse();
        Replay.IsForAnother(Addressed(), "persistence").Should().BeFalse("a processor's name is the same in any case");
    }

    [Test]
    public void Position_OfAReplay_IsWhereTheMessageLayFirst() => Message(Addressed()).Position.Should().Be(Source);

    [Test]
    public void Position_OfACopyThatNobodyHasAddressed_IsItsOwn()
    {
        var copied = new Headers();
        DeadLetterHeaders.Add(copied, DeadLetterFields.Of(Cause));

        Message(copied).Position.Should().Be(new MessagePosition(Some.Log, "some.topic", 0, 40));
    }

    [TestCase("sts.source.offset", "-1")]
    [TestCase("sts.source.offset", "soon")]
    [TestCase("sts.source.partition", "4294967296")]
    public void Position_OfAReplayWithBrokenHeaders_IsItsOwn(string header, string value)
    {
        var headers = Addressed();
        headers.Add(header, Encoding.UTF8.GetBytes(value));

        Message(headers).Position.Should().Be(new MessagePosition(Some.Log, "some.topic", 0, 40));
    }

    [Test]
    public void OriginalTime_OfAReplay_IsThatOfTheMessageItWas()
    {
        var message = new Message<byte[]?, byte[]?> { Headers = Addressed(), Timestamp = new Timestamp(SourceTime.AddDays(1)) };

        Replay.OriginalTime(message).Should().Be(SourceTime);
        Replay.OriginalTime(new Message<byte[]?, byte[]?> { Timestamp = new Timestamp(SourceTime) }).Should().Be(SourceTime);
        Replay.OriginalTime(new Message<byte[]?, byte[]?>()).Should().BeNull();
    }

    [Test]
    public void Original_HeadersOfAReplayThatFailsAgain_AreThoseTheMessageCameWith()
    {
        var headers = Addressed();
        headers.Add("traceparent", [1, 2]);
        headers.Add("empty", null);

        DeadLetterHeaders.Original(headers).Select(header => header.Key).Should().Equal("traceparent", "empty");
    }

    private static Headers Addressed()
    {
        var headers = new Headers();
        Replay.Address(headers, Cause);
        return headers;
    }

    private static InFlightMessage Message(Headers headers)
    {
        var message = Some.Message(Some.Assignment(), 40);
        message.Result.Message.Headers = headers;
        return message;
    }
}
