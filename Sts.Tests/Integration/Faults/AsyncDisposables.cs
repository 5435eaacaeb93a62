namespace Sts.Tests.Integration.Faults;

/// <summary>Several things that end with a test, also when it fails in between.</summary>
internal sealed class AsyncDisposables : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }
}
