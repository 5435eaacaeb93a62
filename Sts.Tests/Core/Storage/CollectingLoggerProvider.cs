using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sts.Tests.Core.Storage;

internal sealed class CollectingLoggerProvider : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _entries = new();

    public IReadOnlyCollection<(LogLevel Level, string Message)> Entries => _entries;

    /// <summary>Called with every message by the thread that logs it, which waits meanwhile.</summary>
    public Action<string>? OnLogged { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        _entries.Enqueue((logLevel, message));
        OnLogged?.Invoke(message);
    }

    public void Dispose()
    {
    }
}
