using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

public sealed class TranscriptionWriterTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Test]
    public async Task WriteAsync_NewRow_StoresEveryField()
    {
        var said = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        var row = new TranscriptionRow("alice", "turn off the lights", said, "log-1", "transcriptions.all", 3, 42, Noon.AddSeconds(5));

        (await WriteAsync(row)).Should().Be(1);

        (await StoredAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new
            {
                UserId = "alice",
                Text = "turn off the lights",
                Timestamp = Noon.AddTicks(1234560),
                Log = "log-1",
                Topic = "transcriptions.all",
                Partition = 3,
                Offset = 42L,
                ReceivedAt = Noon.AddSeconds(5),
            });
    }

    [Test]
    public async Task WriteAsync_SameBatchAgain_StoresNothing()
    {
        var rows = Enumerable.Range(0, 500).Select(i => Utterance("alice", Noon.AddSeconds(i))).ToArray();

        (await WriteAsync(rows)).Should().Be(500);
        (await WriteAsync(rows)).Should().Be(0);

        (await StoredAsync()).Select(t => t.Offset).Should().Equal(rows.Select(r => r.Offset));
    }

    [TestCase(10, 4)]
    [TestCase(200, 80, Description = "Enough rows to be copied on PostgreSQL.")]
    public async Task WriteAsync_BatchPartlyStored_StoresTheRest(int size, int stored)
    {
        var rows = Enumerable.Range(0, size).Select(i => Utterance("alice", Noon.AddSeconds(i))).ToArray();
        await WriteAsync(rows[..stored]);

        (await WriteAsync(rows)).Should().Be(size - stored);

        (await StoredAsync()).Select(t => t.Offset).Should().BeEquivalentTo(rows.Select(r => r.Offset));
    }

    [Test]
    public async Task WriteAsync_RowTwiceInOneBatch_StoresItOnce()
    {
        var row = Utterance("alice", Noon);

        (await WriteAsync(row, row)).Should().Be(1);
    }

    [Test]
    public async Task WriteAsync_SameOffsetInAnotherLogTopicOrPartition_StoresEach()
    {
        var row = Utterance("alice", Noon);

        (await WriteAsync(row, row with { Log = "log-2" }, row with { Topic = "other" }, row with { Partition = 1 })).Should().Be(4);
    }

    [Test]
    public async Task WriteAsync_EmojiAndLongText_StoredIntact()
    {
        var texts = new[] { "lights off 💡👩‍👩‍👧‍👦 ɐ́ \u200F עברית", new string('x', 1 << 20), "" };

        await WriteAsync(texts.Select(t => Utterance("🙂", Noon, t)).ToArray());

        (await StoredAsync()).Select(t => t.Text).Should().Equal(texts);
    }

    [Test]
    public async Task WriteAsync_NoRows_StoresNothing() => (await WriteAsync()).Should().Be(0);

    [Test]
    public async Task WriteAsync_OneRowRefused_StoresNoneAndIsNotTransient()
    {
        var rows = new[] { Utterance("alice", Noon), Utterance(null!, Noon), Utterance("carol", Noon) };

        var write = () => WriteAsync(rows);

        var failure = (await write.Should().ThrowAsync<Exception>()).Which;
        DatabaseErrors.IsTransient(failure).Should().BeFalse();
        (await StoredAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task WriteAsync_Cancelled_StoresNothing()
    {
        var write = () => Host.Get<ITranscriptionWriter>().WriteAsync([Utterance("alice", Noon)], new CancellationToken(canceled: true));

        await write.Should().ThrowAsync<OperationCanceledException>();
        (await StoredAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task WriteAsync_HostsWriteSameRowsInOppositeOrderAtOnce_StoresEachRowOnce()
    {
        for (var round = 0; round < 5; round++)
        {
            var rows = Enumerable.Range(0, 3000).Select(i => Utterance("alice", Noon.AddSeconds(i))).ToArray();
            var batches = new[] { rows, rows.Reverse().ToArray(), rows, rows.Reverse().ToArray() };

            var stored = await Task.WhenAll(batches.Select(b => Task.Run(() => WriteAsync(b))));

            stored.Sum().Should().Be(rows.Length);
        }

        (await StoredAsync()).Select(t => t.Offset).Should().OnlyHaveUniqueItems().And.HaveCount(15000);
    }
}
