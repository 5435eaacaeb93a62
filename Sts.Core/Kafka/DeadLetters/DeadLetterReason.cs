using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Why a message went to the dead-letter topic.</summary>
internal sealed record DeadLetterReason(Exception Error, string Processor, MessagePosition Source, int Attempts, DateTimeOffset Time)
{
    private const int MaxMessageLength = 2_000;

    /// <summary>The reason as headers of the dead letter.</summary>
    public void AddTo(Headers headers)
    {
        Add("sts.error.type", Error.GetType().FullName!);
        Add("sts.error.message", Error.Message.Length > MaxMessageLength ? Error.Message[..MaxMessageLength] : Error.Message);
        Add("sts.processor", Processor);
        Add("sts.source.topic", Source.Topic);
        Add("sts.source.partition", Source.Partition.ToString(CultureInfo.InvariantCulture));
        Add("sts.source.offset", Source.Offset.ToString(CultureInfo.InvariantCulture));
        Add("sts.attempts", Attempts.ToString(CultureInfo.InvariantCulture));
        Add("sts.time", Time.ToString("O", CultureInfo.InvariantCulture));

        void Add(string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));
    }
}
