using System.CommandLine;
using Sts.Core.Configuration;
using Sts.Core.Kafka;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Schemas;
using Sts.Host.Hosting;
using Sts.Host.Operations;

namespace Sts.Host.Cli;

/// <summary>What the <c>dlq</c> commands work with: the configured broker, or that of the running host.</summary>
internal sealed class DlqSession(IConfiguration configuration) : IAsyncDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddSchemas(configuration).AddKafkaProducer(configuration).AddDeadLetterDesk().BuildServiceProvider();

    public IDeadLetters Letters => _services.GetRequiredService<IDeadLetters>();

    public DeadLetterDesk Desk => _services.GetRequiredService<DeadLetterDesk>();

    /// <summary>The argument of a command, which also gets the settings.</summary>
    public static Argument<string[]> Arguments(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Makes a command of what it does with its words.</summary>
    /// <param name="command">The command, with its options.</param>
    /// <param name="arguments">The argument that takes all words.</param>
    /// <param name="advice">The command's options, for the message about an unknown one.</param>
    /// <param name="check">What must hold before anybody is connected to; it throws <see cref="StsConfigurationException"/>.</param>
    /// <param name="run">Does it, and returns the exit code.</param>
    public static Command Define(
        Command command, Argument<string[]> arguments, string advice, Action<ParseResult, string[]> check,
        Func<ParseResult, string[], DlqSession, CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(arguments) ?? [], advice);
            check(parsed, words);
            await using var session = await OpenAsync(StsApplication.ReadConfiguration(settings), cancellationToken);
            return await run(parsed, words, session, cancellationToken);
        }));
        return command;
    }

    /// <exception cref="StsConfigurationException">The text is no position.</exception>
    public static DeadLetterPosition PositionOf(string text) => DeadLetterPosition.TryParse(text, out var position)
        ? position
        : throw new StsConfigurationException($"'{text}' is no letter. Name it by its partition and offset on the dead-letter topic, as in 2:17; 'dlq list' shows them.");

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Decodes a letter's value to JSON.</summary>
    /// <returns>The JSON, or null and why it can't be decoded.</returns>
    public async Task<(string? Json, string? Problem)> DecodeAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await FindRegistryAsync(cancellationToken);
            return await Desk.DecodeAsync(letter, cancellationToken);
        }
        catch (StsConfigurationException exception)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<DlqSession> OpenAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await RunningHost.CompleteAsync(configuration, "Kafka:BootstrapServers", host => host.BootstrapServers, cancellationToken);
        return new DlqSession(configuration);
    }

    // Only who looks into a value needs it, and can do without.
    private Task FindRegistryAsync(CancellationToken cancellationToken) =>
        RunningHost.CompleteAsync(configuration, "SchemaRegistry:Url", host => host.SchemaRegistryUrl, cancellationToken);
}
