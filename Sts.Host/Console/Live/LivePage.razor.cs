using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Sts.Core.Diagnostics;

namespace Sts.Host.WebConsole.Live;

/// <summary>What happens in this host, as it happens.</summary>
public sealed partial class LivePage
{
    private const int Step = 50;

    private LiveBoard _board = null!;
    private LiveWatch? _watch;
    private LivePlayback? _playback;
    private bool _isWatching;
    private string _user = "";
    private int _count = Step;
    private ImmutableArray<LiveEntry>? _paused;
    private long _begunAtPause;
    private string? _said;

    [Inject]
    private IPipelineEvents Events { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Ends the watching.</summary>
    public ValueTask DisposeAsync() => _watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override void OnInitialized() => _board = new LiveBoard(Time);

    // Not before the page is in a browser: what is rendered for the first answer shows nothing that happens.
    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watch = new LiveWatch(Events, _board);
            _watch.Start(Hear, () => InvokeAsync(StateHasChanged));
            _isWatching = true;
            StateHasChanged();
        }
    }

    private void Hear(PipelineEvent happened)
    {
        if (happened.Type == PipelineEvent.AnswerAudible && LiveBoard.IsOf(_user.Trim(), happened.User))
        {
            _ = InvokeAsync(() => _playback?.HearAsync(happened.Detail) ?? Task.CompletedTask);
        }
    }

    private void TogglePause()
    {
        _paused = _paused is null ? _board.Newest() : null;
        _begunAtPause = _board.Begun;
    }

    private void OnSaid(string traceId) => _said = traceId;

    private Task PlayAsync(string path) => _playback?.PlayAsync(path) ?? Task.CompletedTask;

    /// <summary>What became of that which was said on this page, for those who can't see the list.</summary>
    private string Answer() => (_said, _board.Find(_said)?.Decision) switch
    {
        (null, _) => "",
        (_, null) => "Said. Waiting for the decision…",
        (_, { ActionRequired: true } decision) => $"Answer: {decision.Reasoning}",
        (_, { } decision) => $"Nothing to do: {decision.Reasoning}",
    };
}
