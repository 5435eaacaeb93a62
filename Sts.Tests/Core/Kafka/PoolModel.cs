using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka;

/// <summary>
/// A pool whose handlers end when the test says so, beside a list of what is unfinished, in order. Two partitions; a revocation lets what
/// is running end, a loss cancels it, and both bring a new assignment that begins after what the former one had received.
/// </summary>
internal sealed class PoolModel : IAsyncDisposable
{
    private const int Keys = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<InFlightMessage, TaskCompletionSource> _running = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly CollectingDeadLetters _deadLetters = new();
    private readonly List<InFlightMessage> _unfinished = [];
    private readonly List<InFlightMessage> _poison = [];
    private readonly PartitionAssignment[] _assignments = [Assignment(0), Assignment(1)];
    private readonly long[] _next = new long[2];
    private readonly long[] _watermarks = [Offset.Unset, Offset.Unset];
    private readonly bool[] _received = new bool[2];
    private readonly int _workers;
    private readonly TestPool _pool;

    public PoolModel(int workers)
    {
        _workers = workers;
        _pool = new TestPool(workers, new ScriptedHandler(HandleAsync), _deadLetters);
    }

    public void Do(PoolStep step, int number)
    {
        switch (step)
        {
            case PoolStep.Receive:
                Receive(number % 2, 1, number);
                break;
            case PoolStep.ReceiveMany:
                Receive(number % 2, 2 + (number % 7), number);
                break;
            case PoolStep.Revoke:
                Revoke(number % 2);
                break;
            case PoolStep.Lose:
                Replace(number % 2, assignment => assignment.Abort());
                break;
            default:
                End(step, number);
                break;
        }
    }

    /// <summary>Waits until the pool runs what it must, and checks that it does nothing else.</summary>
    public async Task SettledAsync()
    {
        var firsts = _unfinished.GroupBy(message => message.OrderingKey).Select(group => group.First()).ToHashSet();
        var running = Math.Min(_workers, firsts.Count);
        var watch = Stopwatch.StartNew();
        while (_running.Count != running || !_running.Keys.All(firsts.Contains))
        {
            watch.Elapsed.Should().BeLessThan(Deadline,
                $"the first messages of {running} of {firsts.Count} keys have to be running, and {string.Join(", ", _running.Keys.Select(message => message.Position))} are");
            await Task.Yield();
        }

        _violations.Should().BeEmpty();
        for (var partition = 0; partition < 2; partition++)
        {
            CheckWatermark(partition);
        }
    }

    public async Task FinishAllAsync()
    {
        while (_unfinished.Count > 0)
        {
            End(PoolStep.Complete, 0);
            await SettledAsync();
        }

        for (var partition = 0; partition < 2; partition++)
        {
            await TestPool.FinishedAsync(_assignments[partition], _received[partition] ? _next[partition] : Offset.Unset);
        }

        // A partition that is lost meanwhile takes its bad messages along.
        _deadLetters.Reasons.Should().HaveCountGreaterThanOrEqualTo(_poison.Count(message => !message.Assignment.IsStopped))
            .And.HaveCountLessThanOrEqualTo(_poison.Count);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var end in _running.Values)
        {
            end.TrySetResult();
        }

        return _pool.DisposeAsync();
    }

    private static PartitionAssignment Assignment(int partition) => new(new TopicPartition("some.topic", partition), Some.Log);

    private async Task HandleAsync(InFlightMessage[] messages)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = messages[0].Assignment.Aborted.Register(() => end.TrySetCanceled());
        if (_running.Keys.Any(other => other.OrderingKey == messages[0].OrderingKey) || !_running.TryAdd(messages[0], end))
        {
            _violations.Enqueue($"{messages[0].Position} began beside another message of its key");
        }

        try
        {
            await end.Task;
        }
        finally
        {
            _running.TryRemove(messages[0], out _);
        }
    }

    private void Receive(int partition, int count, int number)
    {
        var assignment = _assignments[partition];
        var messages = Enumerable.Range(0, count)
            .Select(i => Some.Message(assignment, _next[partition] + i, $"key-{(number + (i * i)) % Keys}"))
            .ToArray();
        _next[partition] += count;
        _received[partition] = true;
        Array.ForEach(messages, assignment.Received);
        _unfinished.AddRange(messages);
        _pool.Pool.Enqueue(messages);
    }

    private void End(PoolStep how, int number)
    {
        if (_running.Keys.OrderBy(message => message.OrderingKey).ElementAtOrDefault(number % Math.Max(1, _running.Count)) is not { } message)
        {
            return;
        }

        _running.TryRemove(message, out var end).Should().BeTrue();
        if (how is PoolStep.FailForNow)
        {
            end!.SetException(new SocketException((int)SocketError.ConnectionRefused));
            return;
        }

        _unfinished.Remove(message);
        if (how is PoolStep.Complete)
        {
            end!.SetResult();
        }
        else
        {
            _poison.Add(message);
            end!.SetException(new InvalidMessageException("It is bad."));
        }
    }

    // What is running ends well and counts; what is queued is given back.
    private void Revoke(int partition) => Replace(partition, assignment =>
    {
        assignment.Stop();
        foreach (var (message, end) in _running.Where(running => running.Key.Assignment == assignment))
        {
            end.SetResult();
        }

        assignment.Drain(Deadline).Should().BeTrue();
    });

    private void Replace(int partition, Action<PartitionAssignment> end)
    {
        var assignment = _assignments[partition];
        end(assignment);
        _pool.Pool.WakeStopped();
        _unfinished.RemoveAll(message => message.Assignment == assignment);
        _assignments[partition] = Assignment(partition);
        _watermarks[partition] = Offset.Unset;
        _received[partition] = false;
    }

    private void CheckWatermark(int partition)
    {
        var assignment = _assignments[partition];
        assignment.Advance();
        assignment.Watermark.Should().BeGreaterThanOrEqualTo(_watermarks[partition]);
        _watermarks[partition] = assignment.Watermark;
        if (_unfinished.Find(message => message.Assignment == assignment) is { } first)
        {
            assignment.Watermark.Should().BeLessThanOrEqualTo(first.Offset);
        }
    }
}
