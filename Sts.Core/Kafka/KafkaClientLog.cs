using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;

namespace Sts.Core.Kafka;

/// <summary>Passes on what librdkafka says. It repeats itself at every attempt to reconnect, so an outage is reported once here.</summary>
internal sealed partial class KafkaClientLog(string client, ILogger logger)
{
    private readonly OutageNotice _outage = new();

    public void Log(LogMessage message) => LogDetail(client, message.Level, message.Message);

    public void Error(Error error)
    {
        if (error.Code is not (ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_Resolve))
        {
            LogError(client, error.Reason);
        }
        else if (_outage.Begins())
        {
            LogAway(client, error.Reason);
        }
    }

    /// <summary>The client has reached a broker.</summary>
    public void Reached()
    {
        if (_outage.Ends())
        {
            LogBack(client);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Client}: {KafkaLevel} {Detail}")]
    private partial void LogDetail(string client, SyslogLevel kafkaLevel, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Client}: {Reason}")]
    private partial void LogError(string client, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Client} can't reach the broker and waits for it: {Reason}")]
    private partial void LogAway(string client, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Client} has reached the broker again")]
    private partial void LogBack(string client);
}
