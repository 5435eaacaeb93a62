namespace Sts.Host.Telemetry;

/// <summary>How logs are written to the console.</summary>
internal enum LogFormat
{
    /// <summary>For people: time, level, message.</summary>
    Text,

    /// <summary>For programs: an object in a line, with all properties (compact log event format).</summary>
    Json,
}
