namespace Sts.Core.Messaging;

/// <summary>
/// Hears what is written to a topic from now on, in every host that watches: there is no consumer group that would share the messages among
/// them, nothing is committed, and nothing is kept for later. For what only matters at this moment.
/// </summary>
/// <typeparam name="TMessage">The record that the topic carries.</typeparam>
public interface ITopicWatch<TMessage>
    where TMessage : class
{
    /// <summary>Watches until it is cancelled. After an outage it goes on where it was.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="isWanted">Asked before a message is decoded, so that nothing is spent on those that nobody waits for.</param>
    /// <param name="isRecent">
    /// Asked of the last messages that were there when the watch began, because finding a topic's end takes a moment in which somebody may write
    /// to it: whether one is from that moment, and no older.
    /// </param>
    /// <param name="heard">Gets each message that can be read. It must be quick, and must not throw.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    Task WatchAsync(string topic, Func<bool> isWanted, Func<TMessage, bool> isRecent, Action<TMessage> heard, CancellationToken cancellationToken);
}
