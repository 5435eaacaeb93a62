using Sts.Core.Messaging;

namespace Sts.Core.Schemas.Binary;

/// <summary>What can be wrong with encoded bytes, in sentences. Apart from the reader, whose methods shall stay small enough to inline.</summary>
internal static class AvroReaderErrors
{
    public static InvalidMessageException Truncated(long needed, int remaining, int position) =>
        new($"The value ends too early: {needed} more bytes are needed at position {position}, but {remaining} are left.") { Position = position };

    public static InvalidMessageException TrailingBytes(int remaining, int position) =>
        new($"The record ends at position {position}, but {remaining} more bytes follow. Was it written with another schema than its id says?") { Position = position };

    public static InvalidMessageException NegativeLength(long length, int position) =>
        new($"The length at position {position} is negative ({length}).") { Position = position };

    public static InvalidMessageException BadBlock(long count, int position) =>
        new($"The block of items at position {position} has an impossible size (count {count}).") { Position = position };

    public static InvalidMessageException NotABoolean(byte value, int position) =>
        new($"The byte at position {position} is 0x{value:X2}, but a boolean is 0 or 1.") { Position = position };

    public static InvalidMessageException NotAnInt(long value, int position) =>
        new($"The number at position {position} does not fit into an int ({value}).") { Position = position };

    public static InvalidMessageException NotALong(int position) =>
        new($"The number at position {position} does not fit into 64 bits.") { Position = position };

    public static InvalidMessageException NotUtf8(Exception? exception, int position) =>
        new($"The string at position {position} is not valid UTF-8.", exception) { Position = position };

    public static InvalidMessageException NoSuchBranch(long index, int branches, int position) =>
        new($"The union at position {position} names branch {index}, but has {branches} branches.") { Position = position };

    public static InvalidMessageException TooDeep(int position) =>
        new($"The value is nested too deeply at position {position}.") { Position = position };

    public static InvalidMessageException NoSuchSymbol(long index, int symbols, int position) =>
        new($"The enum at position {position} names symbol {index}, but has {symbols} symbols.") { Position = position };

    public static InvalidMessageException NotTheLogicalType(string logicalType, Exception exception, int position) =>
        new($"The value at position {position} is not a valid {logicalType}.", exception) { Position = position };

    public static InvalidMessageException NotResolvable(string reason, int position) =>
        new($"The value at position {position} can't be resolved: {reason}") { Position = position };
}
