using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Tests.Core.Schemas.Binary;

public class AvroReaderTests
{
    [TestCase(new byte[] { 0x00 }, 0L)]
    [TestCase(new byte[] { 0x01 }, -1L)]
    [TestCase(new byte[] { 0x80, 0x01 }, 64L)]
    [TestCase(new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, long.MaxValue)]
    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, long.MinValue)]
    public void ReadLong_OfTheSpecification_GivesTheNumber(byte[] bytes, long expected)
    {
        var reader = new AvroReader(bytes);

        reader.ReadLong().Should().Be(expected);
        reader.Remaining.Should().Be(0);
    }

    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 }, TestName = "ReadLong_MoreThan64Bits_IsInvalid")]
    [TestCase(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 }, TestName = "ReadLong_ElevenBytes_IsInvalid")]
    [TestCase(new byte[] { 0x80 }, TestName = "ReadLong_Truncated_IsInvalid")]
    public void ReadLong_NotANumber_IsInvalid(byte[] bytes) => Invalid(() => new AvroReader(bytes).ReadLong());

    [Test]
    public void ReadInt_LargerThanAnInt_IsInvalid() =>
        Invalid(() => new AvroReader([0x80, 0x80, 0x80, 0x80, 0x10]).ReadInt(), "*position 0 does not fit into an int (2147483648)*");

    [Test]
    public void ReadBoolean_NeitherZeroNorOne_IsInvalid() => Invalid(() => new AvroReader([2]).ReadBoolean());

    [Test]
    public void ReadString_NegativeLength_IsInvalid() => Invalid(() => new AvroReader([0x01, 0x41]).ReadString(), "*negative (-1)*");

    [Test]
    public void ReadString_LengthOfExabytes_IsInvalidWithoutAllocatingIt() =>
        Invalid(() => new AvroReader([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x41]).ReadString());

    [Test]
    public void ReadString_InvalidUtf8_IsInvalidAndNamesItsPosition() =>
        Invalid(() => new AvroReader([0, 0x04, 0xC3, 0x28], position: 1).ReadString(), "*position 1 is not valid UTF-8*");

    [Test]
    public void ReadUnionIndex_BeyondTheBranches_IsInvalid() => Invalid(() => new AvroReader([0x04]).ReadUnionIndex(2));

    [Test]
    public void ReadUnionIndex_Negative_IsInvalid() => Invalid(() => new AvroReader([0x01]).ReadUnionIndex(2));

    [Test]
    public void ReadArray_OfSeveralBlocksOneWithItsSize_GivesAllItems()
    {
        var reader = new AvroReader([0x04, 0x02, 0x04, 0x03, 0x04, 0x06, 0x08, 0x00]);

        reader.ReadArray(static (ref r) => r.ReadInt()).Should().Equal(1, 2, 3, 4);
        reader.Remaining.Should().Be(0);
    }

    [TestCase(new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0x02 }, TestName = "ReadArray_MoreItemsThanBytes_IsInvalid")]
    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x00 }, TestName = "ReadArray_SmallestLongAsCount_IsInvalid")]
    [TestCase(new byte[] { 0x01, 0x7F, 0x02, 0x00 }, TestName = "ReadArray_NegativeBlockSize_IsInvalid")]
    public void ReadArray_ImpossibleBlocks_AreInvalid(byte[] bytes) =>
        Invalid(() => new AvroReader(bytes).ReadArray(static (ref r) => r.ReadInt()));

    private static void Invalid<T>(Func<T> read, string message = "*position*") =>
        read.Should().Throw<InvalidMessageException>().WithMessage(message);
}
