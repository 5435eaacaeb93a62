using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>
/// Users who all talk at once: mostly small talk, every tenth time a request, and at last goodbye. What they say is numbered, so that
/// order and gaps can be seen.
/// </summary>
internal sealed class Dialogue
{
    private const int RequestEvery = 10;

    // In the past, but not too far: the utterances of a user are a millisecond apart.
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddSeconds(-20);
    private readonly Dictionary<string, List<string>> _said;

    public Dialogue(string test, int users)
    {
        Prefix = Users.New(test);
        _said = Enumerable.Range(0, users).ToDictionary(user => $"{Prefix}-{user:00}", _ => new List<string>());
    }

    /// <summary>What the users' names begin with.</summary>
    public string Prefix { get; }

    public IEnumerable<string> Names => _said.Keys;

    public int Count => _said.Values.Sum(texts => texts.Count);

    /// <summary>What was said, by user and in order.</summary>
    public IReadOnlyList<(string User, string Text)> Said => [.. _said.SelectMany(user => user.Value.Select(text => (user.Key, text)))];

    /// <summary>What was said that asks for action.</summary>
    public IReadOnlyList<(string User, string Text)> Requests => [.. Said.Where(said => said.Text.StartsWith("turn off", StringComparison.Ordinal))];

    /// <summary>Lets every user say so many things.</summary>
    public Task TalkAsync(ForeignProducer producer, int utterances) => Task.WhenAll(_said.Keys.Select(async user =>
    {
        for (var i = 0; i < utterances; i++)
        {
            var number = _said[user].Count;
            await SayAsync(producer, user, number % RequestEvery == 5 ? $"turn off the lights in room {number}" : $"I have seen {number} of them");
        }
    }));

    /// <summary>Lets every user end the session.</summary>
    public Task SayGoodbyeAsync(ForeignProducer producer) => Task.WhenAll(_said.Keys.Select(user => SayAsync(producer, user, "goodbye")));

    /// <summary>Checks that everything was stored once, and each user's words in the order in which they were said.</summary>
    public async Task ExpectStoredAsync(RunDatabase database)
    {
        var stored = (await database.UtterancesAsync(Prefix)).ToLookup(row => row.User, row => row.Text);
        foreach (var (user, texts) in _said)
        {
            stored[user].Should().Equal(texts);
        }
    }

    private async Task SayAsync(ForeignProducer producer, string user, string text)
    {
        var texts = _said[user];
        await producer.SayAsync(user, text, _start.AddMilliseconds(texts.Count));
        texts.Add(text);
    }
}
