using Microsoft.AspNetCore.Components;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;
using Sts.Processors;

namespace Sts.Host.WebConsole.Sessions;

/// <summary>One session.</summary>
public sealed partial class SessionPage
{
    private const string ClosingIsAskedFor = "Asked for. The session closes in a moment.";
    private const string SummaryIsAskedFor = "Asked for. The summary is written in a moment.";

    private Session? _session;
    private IReadOnlyList<Turn> _turns = [];
    private bool _isMissing;
    private string? _done;

    /// <summary>Which one.</summary>
    [Parameter]
    public int Id { get; set; }

    /// <inheritdoc />
    protected override TimeSpan? Interval => TimeSpan.FromSeconds(2);

    [Inject]
    private IHistory History { get; set; } = null!;

    [Inject]
    private ISessionStore Store { get; set; } = null!;

    [Inject]
    private SessionControl Sessions { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        var session = await Store.GetAsync(Id, cancellationToken);
        if (session is not null)
        {
            var utterances = await Store.GetUtterancesAsync(session, cancellationToken);
            var actions = await History.ActionsAsync(session.UserId, IHistory.MaxLimit, cancellationToken);
            _turns = Turn.Of(utterances, actions.Where(action => action.Timestamp >= session.StartTime && (session.EndTime is null || action.Timestamp <= session.EndTime)));
        }

        if (_session is not null && (session?.Active != _session.Active || (session.SummarisedAt is { } written && written != _session.SummarisedAt)))
        {
            // What was asked for is done; the page shows it.
            _done = null;
        }

        (_session, _isMissing) = (session, session is null);
    }

    private async Task AskAsync(Func<int, CancellationToken, Task<SessionRequestResult>> request, string done)
    {
        _done = null;
        await OperateAsync(async cancellationToken =>
        {
            _done = await request(Id, cancellationToken) is SessionRequestResult.Requested ? done : "It has changed meanwhile; nothing was asked for.";
            await ReadAsync(cancellationToken);
        });
    }
}
