using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;
using Sts.Processors;
using Sts.Tests.Agents;

namespace Sts.Tests.Processors;

/// <summary>What agents get to see of a session, and what finding it costs.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConversationsTests
{
    private readonly CountingHistory _history = new();

    [Test]
    public async Task Process_YesDoThatAfterASuggestion_ActsOnTheSuggestion()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<RealTimeProcessor>();

        await SayAsync(services, processor, "alice", "we could turn off the lights");
        await SayAsync(services, processor, "alice", "yes, do that");
        await SayAsync(services, processor, "bob", "yes, do that");

        services.Actions.Produced.Should().ContainSingle().Which.Message.Should()
            .BeEquivalentTo(new { UserId = "alice", OriginalText = "yes, do that", RefinedPrompt = "turn off the lights" });
    }

    [Test]
    public async Task Process_ThatWillBeAll_EndsTheSession()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<RealTimeProcessor>();

        await SayAsync(services, processor, "alice", "turn off the lights");
        await SayAsync(services, processor, "alice", "that will be all");

        services.Requests.Produced.Select(request => request.Message.SessionDecision).Should().Equal("CREATE", "DESTROY");
    }

    [Test]
    public async Task Process_SteadyTalk_AsksTheDatabaseNothingAndSeesOnlyTheUsersOwnWords()
    {
        await using var services = await ProcessorServices.CreateAsync(collection => collection
            .AddSingleton<IHistory>(_history).AddSingleton<IRealtimeAgent, ListeningAgent>());
        var processor = services.Create<RealTimeProcessor>();
        var heard = (ListeningAgent)services.Get<IRealtimeAgent>();

        foreach (var text in (string[])["one", "two", "three"])
        {
            await SayAsync(services, processor, "alice", text);
            await SayAsync(services, processor, "bob", $"bob's {text}");
        }

        heard.Contexts["three"].Should().Equal("one -> got one", "two -> got two");
        heard.Contexts["bob's three"].Should().Equal("bob's one -> got bob's one", "bob's two -> got bob's two");
        _history.Queries.Should().BeLessThanOrEqualTo(2, "at most one for each user who is new here");
    }

    [Test]
    public async Task Process_SessionEnded_BeginsTheNextOneWithNothing()
    {
        await using var services = await ProcessorServices.CreateAsync(collection => collection.AddSingleton<IRealtimeAgent, ListeningAgent>());
        var processor = services.Create<RealTimeProcessor>();
        var heard = (ListeningAgent)services.Get<IRealtimeAgent>();

        foreach (var text in (string[])["one", "that's all for now, goodbye", "two", "three"])
            await SayAsync(services, processor, "alice", text);

        heard.Contexts["two"].Should().NotContain(turn => turn.StartsWith("one", StringComparison.Ordinal));
        heard.Contexts["three"].Should().Equal("two -> got two");
    }

    [Test]
    public async Task ReadAsync_AfterARestart_IsWhatTheDatabaseHoldsOfTheSession()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var start = ProcessorServices.Now;
        await services.StoreAsync("alice", (start.AddMinutes(-9), "long ago"), (start, "is it cold"), (start.AddSeconds(5), "we could turn up the heating"), (start.AddSeconds(9), "yes, do that"));
        await services.StoreAsync("bob", (start.AddSeconds(6), "bob's words"));
        await services.Get<ISessionStore>().OpenAsync("alice", start, start, CancellationToken.None);
        await services.SayAsync(services.Create<RealTimeProcessor>(), "alice", "yes, do that", start.AddSeconds(9));

        services.Actions.Produced.Should().ContainSingle().Which.Message.RefinedPrompt.Should().Be("turn up the heating");
        (await ReadAsync(services.Get<Conversations>(), new Utterance("alice", "more", start.AddSeconds(12)))).Should().Equal(
            "is it cold", "we could turn up the heating", $"yes, do that -> {services.Actions.Produced[0].Message.Reasoning}");
    }

    [Test]
    public async Task ReadAsync_AfterAnotherHostHadTheUser_FindsWhatWasSaidThere()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var conversations = services.Get<Conversations>();
        var start = ProcessorServices.Now;
        await services.Get<ISessionStore>().OpenAsync("alice", start, start, CancellationToken.None);
        conversations.Said(new ContextTurn(new Utterance("alice", "here", start), "heard"));
        await services.StoreAsync("alice", (start, "here"), (start.AddSeconds(10), "elsewhere"));
        services.Time.Advance(TimeSpan.FromSeconds(40));

        (await ReadAsync(conversations, new Utterance("alice", "here again", start.AddSeconds(40)))).Should().Equal("here -> heard", "elsewhere");
    }

    [Test]
    public async Task ReadAsync_SessionThatTimedOut_IsForgotten()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var conversations = services.Get<Conversations>();
        conversations.Said(new ContextTurn(new Utterance("alice", "old", ProcessorServices.Now)));
        services.Time.Advance(TimeSpan.FromMinutes(6));

        (await ReadAsync(conversations, new Utterance("alice", "new", ProcessorServices.Now.AddMinutes(6)))).Should().BeEmpty();
    }

    [Test]
    public async Task ReadAsync_MoreThanTheLimits_KeepsTheNewest()
    {
        var conversations = Create(new ContextOptions { Utterances = 3, Characters = 100 });
        for (var i = 0; i < 10; i++)
            conversations.Said(new ContextTurn(Some.Utterance($"number {i}", i)));
        (await ReadAsync(conversations, Some.Utterance("now", 20))).Should().Equal("number 7", "number 8", "number 9");

        conversations.Said(new ContextTurn(Some.Utterance(new string('x', 5000), 10), new string('y', 5000)));
        var turns = await ReadAsync(conversations, Some.Utterance("now", 20));
        turns.Sum(turn => turn.Length).Should().BeLessThan(120);
        turns.Should().HaveCount(3).And.Contain("number 9", "a long speech doesn't push out everything else");
    }

    [Test]
    public async Task ReadAsync_UtteranceThatIsThereAlready_IsNoPartOfItsOwnContext()
    {
        var conversations = Create(new ContextOptions());
        conversations.Said(new ContextTurn(Some.Utterance("before", 0)));
        conversations.Said(new ContextTurn(Some.Utterance("again", 1)));
        conversations.Said(new ContextTurn(Some.Utterance("again", 1), "and answered"));

        (await ReadAsync(conversations, Some.Utterance("again", 1))).Should().Equal("before");
        (await ReadAsync(conversations, Some.Utterance("later", 2))).Should().Equal("before", "again -> and answered");
    }

    [Test]
    public void Said_ByMoreUsersThanTheLimit_ForgetsThoseHeardLongestAgo()
    {
        var conversations = Create(new ContextOptions { Users = 50 });

        for (var i = 0; i < 1000; i++)
            conversations.Said(new ContextTurn(new Utterance($"user {i}", "hello", Some.Moment)));

        conversations.Count.Should().BeLessThanOrEqualTo(50);
    }

    [Test]
    public async Task Before_NoContextWanted_RemembersNothing()
    {
        var conversations = Create(new ContextOptions { Utterances = 0 });
        conversations.Said(new ContextTurn(Some.Utterance("before")));

        (await ReadAsync(conversations, Some.Utterance("now", 1))).Should().BeEmpty();
        conversations.Count.Should().Be(0);
        _history.Queries.Should().Be(0);
    }

    private Conversations Create(ContextOptions limits)
    {
        _history.HasSession = true;
        return new Conversations(_history, Options.Create(new AgentsOptions { Context = limits }), Options.Create(new SessionOptions()), TimeProvider.System);
    }

    private static async Task SayAsync(ProcessorServices services, RealTimeProcessor processor, string user, string text)
    {
        services.Time.Advance(TimeSpan.FromSeconds(1));
        await services.SayAsync(processor, user, text);
    }

    private static async Task<IEnumerable<string>> ReadAsync(Conversations conversations, Utterance utterance) =>
        (await conversations.Before(utterance).ReadAsync(CancellationToken.None)).Select(Text);

    private static string Text(ContextTurn turn) => turn.Answer is null ? turn.Utterance.Text : $"{turn.Utterance.Text} -> {turn.Answer}";

    /// <summary>Answers everything, and keeps the context that it saw.</summary>
    private sealed class ListeningAgent : IRealtimeAgent
    {
        public Dictionary<string, IReadOnlyList<string>> Contexts { get; } = [];

        public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) => throw new InvalidOperationException("The context is missing.");

        public async Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
        {
            Contexts[utterance.Text] = [.. (await context.ReadAsync(cancellationToken)).Select(Text)];
            return new RealtimeDecision(true, $"got {utterance.Text}");
        }
    }

    /// <summary>A database in which nobody has said anything.</summary>
    private sealed class CountingHistory : IHistory
    {
        public int Queries { get; private set; }

        public bool HasSession { get; set; }

        public Task<IReadOnlyList<Transcription>> TranscriptionsAsync(string? user, int limit, CancellationToken cancellationToken) => Count<Transcription>();

        public Task<IReadOnlyList<ActionRecord>> ActionsAsync(string? user, int limit, CancellationToken cancellationToken) => Count<ActionRecord>();

        public Task<Session?> SessionAsync(int id, CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody asks for it.");

        public Task<IReadOnlyList<Session>> SessionsAsync(string? user, bool? active, int limit, CancellationToken cancellationToken) => HasSession
            ? Count(new Session { UserId = user!, Active = true, StartTime = DateTimeOffset.MinValue })
            : Count<Session>();

        public Task<IReadOnlyList<Session>> SearchSessionsAsync(string search, string? user, bool? active, int limit, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody searches.");

        private Task<IReadOnlyList<TRow>> Count<TRow>(params TRow[] rows)
        {
            Queries++;
            return Task.FromResult<IReadOnlyList<TRow>>(rows);
        }
    }
}
