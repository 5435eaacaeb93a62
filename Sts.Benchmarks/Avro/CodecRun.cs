namespace Sts.Benchmarks.Avro;

/// <summary>What encoding or decoding one record costs.</summary>
/// <param name="Nanoseconds">The processor's time for one.</param>
/// <param name="Bytes">The managed memory that one allocates.</param>
internal sealed record CodecRun(double Nanoseconds, double Bytes);
