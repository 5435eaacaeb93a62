using CsCheck;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Messages;

public sealed class EventTimeTests
{
    [TestCase("2026-01-31T18:30:00Z", "2026-01-31T18:30:00.000000Z")]
    [TestCase("2026-01-31T18:30:00", "2026-01-31T18:30:00.000000Z", TestName = "Parse_WithoutOffset_IsUtc")]
    [TestCase("2026-01-31 18:30:00", "2026-01-31T18:30:00.000000Z")]
    [TestCase("2026-01-31T18:30:00+02:00", "2026-01-31T16:30:00.000000Z")]
    [TestCase("2026-01-31T18:30:00-0530", "2026-02-01T00:00:00.000000Z")]
    [TestCase("2026-01-31T18:30:00+02", "2026-01-31T16:30:00.000000Z")]
    [TestCase("2026-01-31T18:30:00.5Z", "2026-01-31T18:30:00.500000Z")]
    [TestCase("2026-01-31T18:30:00,123456Z", "2026-01-31T18:30:00.123456Z")]
    [TestCase("2026-01-31T18:30:00.123456789Z", "2026-01-31T18:30:00.123456Z", TestName = "Parse_Nanoseconds_AreCutOff")]
    [TestCase("2026-01-31T18:30", "2026-01-31T18:30:00.000000Z")]
    [TestCase("2026-01-31", "2026-01-31T00:00:00.000000Z")]
    [TestCase("20260131T183000Z", "2026-01-31T18:30:00.000000Z")]
    [TestCase("20260131", "2026-01-31T00:00:00.000000Z")]
    [TestCase("  2026-01-31T18:30:00Z ", "2026-01-31T18:30:00.000000Z")]
    [TestCase("1769884200", "2026-01-31T18:30:00.000000Z", TestName = "Parse_UnixSeconds_AreAccepted")]
    [TestCase("1769884200000", "2026-01-31T18:30:00.000000Z", TestName = "Parse_UnixMilliseconds_AreAccepted")]
    [TestCase("1769884200.25", "2026-01-31T18:30:00.250000Z")]
    [TestCase("0", "1970-01-01T00:00:00.000000Z")]
    public void Parse_Timestamp_GivesUtc(string text, string expected) =>
        EventTime.Format(EventTime.Parse(text)).Should().Be(expected);

    [TestCase("")]
    [TestCase("yesterday")]
    [TestCase("31.01.2026 18:30")]
    [TestCase("01/31/2026")]
    [TestCase("2026-13-01T00:00:00Z")]
    [TestCase("2026-02-30T00:00:00Z")]
    [TestCase("2026-01-31T25:00:00Z")]
    [TestCase("2026-01-31T18:30:00+99:00")]
    [TestCase("99999999999999999999")]
    [TestCase("-99999999999999")]
    [TestCase("NaN")]
    [TestCase("٢٠٢٦-٠١-٣١")]
    public void Parse_Unreadable_NamesWhatWasSentAndWhatToSend(string text)
    {
        var parse = () => EventTime.Parse(text);

        parse.Should().Throw<InvalidMessageException>().WithMessage($"The timestamp '{text}' can't be read. Send ISO 8601*");
    }

    [Test]
    public void Parse_HugeText_IsRefusedAndNotQuotedInFull()
    {
        var parse = () => EventTime.Parse(new string('9', 1_000_000));

        parse.Should().Throw<InvalidMessageException>().Which.Message.Length.Should().BeLessThan(250);
    }

    [Test]
    public void Parse_WhatFormatWrote_GivesTheSameTime() =>
        Gen.DateTimeOffset.Sample(time => EventTime.Parse(EventTime.Format(time)) == EventTime.ToMicroseconds(time));

    [Test]
    public void TryParse_AnyText_NeverThrows() => Gen.String.Sample(text => EventTime.TryParse(text, out _) || true);
}
