using Microsoft.Extensions.DependencyInjection;
using Sts.Agents;
using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Processors;

namespace Sts.Tests.Processors;

public sealed class AggregatorProcessorTests
{
    private static readonly DateTimeOffset Now = ProcessorServices.Now;

    [Test]
    public async Task ProcessAsync_EndedSession_SummarisesWhatWasSaidInIt()
    {
        var agent = new CountingAgent();
        await using var services = await ProcessorServices.CreateAsync(collection => collection.AddSingleton<ISummaryAgent>(agent));
        var session = await EndedSessionAsync(services);
        await services.StoreAsync("alice", (Now.AddSeconds(-1), "before"), (Now, "one"), (Now.AddSeconds(10), "two"), (Now.AddSeconds(11), "after"));
        await services.StoreAsync("bob", (Now.AddSeconds(5), "somebody else"));

        await services.SendAsync(services.Create<AggregatorProcessor>(), new AggregatorRequest(session, "alice"));

        (await services.History.SessionAsync(session, default))!.Summary.Should().Be("one, two");
    }

    [Test]
    public async Task ProcessAsync_SameContentAgain_IsNotSummarisedAgainButMoreContentIs()
    {
        var agent = new CountingAgent();
        await using var services = await ProcessorServices.CreateAsync(collection => collection.AddSingleton<ISummaryAgent>(agent));
        var session = await EndedSessionAsync(services);
        await services.StoreAsync("alice", (Now, "one"));
        var processor = services.Create<AggregatorProcessor>();

        await services.SendAsync(processor, new AggregatorRequest(session, "alice"));
        await services.SendAsync(processor, new AggregatorRequest(session, "alice"));
        agent.Calls.Should().Be(1);
        await services.StoreAsync("alice", (Now.AddSeconds(3), "late"));
        await services.SendAsync(processor, new AggregatorRequest(session, "alice"));

        agent.Calls.Should().Be(2);
        (await services.History.SessionAsync(session, default))!.Summary.Should().Be("one, late");
    }

    [Test]
    public async Task ProcessAsync_TwoAtTheSameTime_TellOfOneSummary()
    {
        var events = new CountingEvents();
        await using var services = await ProcessorServices.CreateAsync(
            collection => collection.AddSingleton<ISummaryAgent>(new MeetingAgent()).AddSingleton<IPipelineEvents>(events));
        var session = await EndedSessionAsync(services);

        await Task.WhenAll(
            services.SendAsync(services.Create<AggregatorProcessor>(), new AggregatorRequest(session, "alice")),
            services.SendAsync(services.Create<AggregatorProcessor>(), new AggregatorRequest(session, "alice")));

        events.Summaries.Should().Be(1);
    }

    [Test]
    public async Task ProcessAsync_NothingWasSaid_SaysSo()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var session = await EndedSessionAsync(services);

        await services.SendAsync(services.Create<AggregatorProcessor>(), new AggregatorRequest(session, "alice"));

        (await services.History.SessionAsync(session, default))!.Summary.Should().NotBeNullOrEmpty();
    }

    [Test]
    public async Task ProcessAsync_WrongRequest_IsRefusedWithTheReason()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<AggregatorProcessor>();
        var ended = await EndedSessionAsync(services);
        await services.SendAsync(services.Create<SessionProcessor>(), new SessionMgmtMessage("CREATE", "", "bob", EventTime.Format(Now)));
        var active = (await services.History.SessionsAsync("bob", true, 1, default)).Single().Id;

        await Refused(new AggregatorRequest(4711, "alice"), "There is no session 4711.");
        await Refused(new AggregatorRequest(ended, "bob"), $"Session {ended} is a session of another user than the request names.");
        await Refused(new AggregatorRequest(active, "bob"), $"Session {active} has not ended*");

        Task Refused(AggregatorRequest request, string reason) =>
            processor.Awaiting(_ => services.SendAsync(processor, request)).Should().ThrowAsync<InvalidMessageException>().WithMessage(reason);
    }

    private static async Task<int> EndedSessionAsync(ProcessorServices services)
    {
        var processor = services.Create<SessionProcessor>();
        await services.SendAsync(processor, new SessionMgmtMessage("CREATE", "", "alice", EventTime.Format(Now)));
        await services.SendAsync(processor, new SessionMgmtMessage("DESTROY", "", "alice", EventTime.Format(Now.AddSeconds(10))));
        return services.Aggregations.Produced.Single().Message.SessionId;
    }

    private sealed class CountingAgent : ISummaryAgent
    {
        public int Calls { get; private set; }

        public Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(new SessionSummary(string.Join(", ", transcript.Utterances.Select(utterance => utterance.Text))));
        }
    }

    /// <summary>Answers two askers once both have asked.</summary>
    private sealed class MeetingAgent : ISummaryAgent
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public async Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _asked) == 2)
            {
                _both.SetResult();
            }

            await _both.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return new SessionSummary("the same");
        }
    }

    private sealed class CountingEvents : IPipelineEvents
    {
        private int _summaries;

        public int Summaries => _summaries;

        public void Publish(string type, string user, string detail, EventFacts? facts = null)
        {
            if (type == PipelineEvent.SummaryStored)
            {
                Interlocked.Increment(ref _summaries);
            }
        }

        public IAsyncEnumerable<PipelineEvent> WatchAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<PipelineEvent>();

        public (IReadOnlyList<PipelineEvent> Recent, IAsyncEnumerable<PipelineEvent> Coming) WatchWithRecent(CancellationToken cancellationToken) => ([], WatchAsync(cancellationToken));
    }
}
