using System.Data.Common;
using Confluent.Kafka;
using Microsoft.AspNetCore.Components;
using Sts.Core.Configuration;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Host.WebConsole.Layout;

/// <summary>
/// A page that reads what it shows, and reads it again every few seconds while it is open. What it reads from may be away for a while; the page then
/// says so, and goes on with what it knew.
/// </summary>
public abstract class RefreshedPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private RefreshLoop? _loop;

    [Inject]
    private ConsoleAccess Access { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Why what is shown could not be read; null if it was.</summary>
    protected string? Problem { get; private set; }

    /// <summary>How long to wait before it is read again; null to read it once.</summary>
    protected abstract TimeSpan? Interval { get; }

    /// <summary>Cancelled when the page is closed.</summary>
    protected CancellationToken Closed => _closed.Token;

    /// <summary>Reads what is shown.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    /// <summary>Ends the reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        if (_loop is not null)
        {
            await _loop.DisposeAsync();
        }

        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    // Not before the page is in a browser: it would wait for what may be slow or away, and read it again at once.
    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => RendererInfo.IsInteractive ? TryAsync(ReadAsync) : Task.CompletedTask;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && Interval is { } interval)
        {
            _loop = RefreshLoop.Start(interval, Time, () => InvokeAsync(() => TryAsync(ReadAsync)));
        }
    }

    /// <summary>
    /// Changes something, if the reader may: what a page does not show can be asked for all the same by whoever speaks its protocol. If it is not
    /// done, <see cref="Problem"/> says why.
    /// </summary>
    /// <param name="work">What is done.</param>
    protected async Task OperateAsync(Func<CancellationToken, Task> work)
    {
        if (await Access.MayOperateAsync())
        {
            await TryAsync(work);
        }
        else
        {
            Problem = ConsoleAccess.Refused;
        }
    }

    /// <summary>Does something that may fail because the broker, the registry or the database is away, or because what it is about is gone.</summary>
    /// <param name="work">What is done.</param>
    /// <returns>Whether it was done; if not, <see cref="Problem"/> says why.</returns>
    protected async Task<bool> TryAsync(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work(Closed);
            Problem = null;
            return true;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (exception is KafkaException or SchemaRegistryException or StsConfigurationException)
        {
            Problem = exception.Message;
            return false;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException || DatabaseErrors.IsTransient(exception))
        {
            Problem = $"The database can't be used at the moment: {exception.GetBaseException().Message}";
            return false;
        }
        finally
        {
            // Whoever asked for it may be a part of the page, and the page would not show what has changed.
            StateHasChanged();
        }
    }
}
