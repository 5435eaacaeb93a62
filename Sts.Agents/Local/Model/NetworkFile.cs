using System.Runtime.InteropServices;

namespace Sts.Agents.Local.Model;

/// <summary>The file of a <see cref="RequestNetwork"/>: little-endian, which is what the machines are that we support; a few numbers and then the weights.</summary>
internal static class NetworkFile
{
    private const uint Magic = 0x4D535453; // "STSM"
    private const string Resource = "Sts.Agents.Local.Model.request.model";
    private const int MostFeatures = 1 << 20;
    private const int MostUnits = 128;

    /// <summary>Reads the model that is built into this assembly.</summary>
    public static RequestNetwork ReadEmbedded()
    {
        using var stream = typeof(NetworkFile).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The model {Resource} is not built in.");
        return Read(stream);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is no model, or one of another version.</exception>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static RequestNetwork Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        if (reader.ReadUInt32() != Magic)
            throw new InvalidDataException("This is no model of the local agents. Make one with train-local.");
        if (reader.ReadInt32() is var version && version != RequestNetwork.Version)
            throw new InvalidDataException($"The model is of version {version}, but {RequestNetwork.Version} is needed. Train it again with train-local.");

        var (features, units) = (reader.ReadInt32(), reader.ReadInt32());
        if (features is < 1 or > MostFeatures || units is < 1 or > MostUnits)
            throw new InvalidDataException($"A model can't have {features} features and {units} hidden units.");

        var (slope, offset, bias) = (reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle());
        var weights = new NetworkWeights
        {
            Slope = slope,
            Offset = offset,
            Bias = bias,
            HiddenBias = ReadAll<float>(reader, units),
            Output = ReadAll<float>(reader, units),
            Wide = ReadAll<Half>(reader, features),
            Steps = ReadAll<Half>(reader, features),
            Deep = ReadAll<sbyte>(reader, features * units),
        };
        return new RequestNetwork(new FeatureIndex(ReadAll<uint>(reader, features)), weights);
    }

    /// <summary>Writes a model; the same one makes the same bytes.</summary>
    public static void Write(RequestNetwork network, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        var weights = network.Weights;
        writer.Write(Magic);
        writer.Write(RequestNetwork.Version);
        writer.Write(weights.Wide.Length);
        writer.Write(weights.Output.Length);
        WriteAll<float>(writer, [weights.Slope, weights.Offset, weights.Bias]);
        WriteAll<float>(writer, weights.HiddenBias);
        WriteAll<float>(writer, weights.Output);
        WriteAll<Half>(writer, weights.Wide);
        WriteAll<Half>(writer, weights.Steps);
        WriteAll<sbyte>(writer, weights.Deep);
        WriteAll<uint>(writer, network.Index.Features);
    }

    private static void WriteAll<T>(BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(numbers));

    // All at once: there are some hundred thousand of them, and a host that starts is waited for.
    private static T[] ReadAll<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var numbers = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
