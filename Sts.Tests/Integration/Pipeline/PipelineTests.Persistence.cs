using System.Text;
using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    [Test]
    public async Task Persistence_NoKeyOrAnyKey_StoresEachMessageAtItsPosition()
    {
        var (one, other) = (NewUser("keyless"), NewUser("otherkey"));
        byte[]?[] keys = [null, [0xFF, 0x00, 0xC3], Encoding.UTF8.GetBytes("somebody else"), []];
        var sent = new Dictionary<string, List<(string, int, long)>> { [one] = [], [other] = [] };

        foreach (var key in keys)
        {
            foreach (var user in sent.Keys)
            {
                var value = await EncodeUtteranceAsync(user, "the same words again");
                var position = await Producer.SendBytesAsync(Contract.Transcriptions.Topic, key, value);
                sent[user].Add((position.Topic, position.Partition.Value, position.Offset.Value));
            }
        }

        foreach (var (user, positions) in sent)
        {
            await WaitFor.ConditionAsync(async () => (await UtterancesAsync(user)).Count >= keys.Length, Deadline, $"the utterances of {user}");
            (await UtterancesAsync(user)).Select(utterance => (utterance.Topic, utterance.Partition, utterance.Offset)).Should().BeEquivalentTo(positions);
            (await SummarisedAsync(user)).Should().ContainSingle("they are of one user, whatever their keys");
        }
    }

    [Test]
    public async Task Persistence_SameMessageSentTwice_IsTwoUtterances()
    {
        var user = NewUser("repeating");
        var value = await EncodeUtteranceAsync(user, "I said that already");

        TopicPartitionOffset[] positions =
        [
            await Producer.SendBytesAsync(Contract.Transcriptions.Topic, Encoding.UTF8.GetBytes(user), value),
            await Producer.SendBytesAsync(Contract.Transcriptions.Topic, Encoding.UTF8.GetBytes(user), value),
        ];

        await WaitFor.ConditionAsync(async () => (await UtterancesAsync(user)).Count >= 2, Deadline, "both");
        (await UtterancesAsync(user)).Select(utterance => utterance.Offset).Should().BeEquivalentTo(positions.Select(position => position.Offset.Value));
    }

    private Task<byte[]> EncodeUtteranceAsync(string user, string text) => Producer.EncodeAsync(
        Contract.Transcriptions.Topic, Contract.Transcriptions.SchemaFile,
        new() { ["timestamp"] = Text(Now()), ["text"] = text, ["user"] = user });
}
