using Microsoft.AspNetCore.Components;
using Sts.Core.Kafka.DeadLetters;
using Sts.Host.Operations;

namespace Sts.Host.WebConsole.DeadLetters;

/// <summary>The dead letters of one topic.</summary>
public sealed partial class DeadLetterTopicPage
{
    private const int Step = 50;

    private readonly Dictionary<DeadLetterPosition, (string? Json, string? Problem)> _open = [];
    private IReadOnlyList<DeadLetter>? _letters;
    private IReadOnlyList<DeadLetterPosition> _planned = [];
    private long _total;
    private int _limit = Step;
    private bool _all;
    private string? _done;

    /// <summary>The topic whose messages they were.</summary>
    [Parameter]
    public required string Topic { get; set; }

    /// <summary>Each look reads all letters of the topic, so it takes place when somebody asks for it.</summary>
    protected override TimeSpan? Interval => null;

    [Inject]
    private DeadLetterDesk Desk { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task ReadAsync(CancellationToken cancellationToken) =>
        (_letters, _total) = await Desk.FindNewestAsync(Topic, _limit, _all, cancellationToken);

    private async Task MoreAsync()
    {
        _limit += Step;
        await TryAsync(ReadAsync);
    }

    private async Task ToggleAsync(DeadLetter letter)
    {
        if (!_open.Remove(letter.Position))
        {
            await TryAsync(async cancellationToken => _open[letter.Position] = await Desk.DecodeAsync(letter, cancellationToken));
        }
    }

    private async Task<string?> AskAsync(DeadLetter? letter)
    {
        string? question = null;
        _done = null;
        await OperateAsync(async cancellationToken =>
        {
            (_planned, var forEveryGroup) = await Desk.PlanAsync(Topic, Only(letter), cancellationToken);
            var what = letter is not null ? $"Replay {letter.Position}?" : $"Replay {_planned.Count:#,0} letter(s)?";
            question = _planned.Count == 0 ? null : forEveryGroup == 0
                ? what
                : $"{what} {forEveryGroup:#,0} of them can't be addressed to the processor that failed, so every group of {Topic} gets them again as new messages.";
        });
        return question;
    }

    private Task ReplayAsync(DeadLetter? letter) => OperateAsync(async cancellationToken =>
    {
        var sent = await Desk.ReplayAsync(Topic, Only(letter), _planned, cancellationToken);
        _done = $"{sent:#,0} replayed.";
        await ReadAsync(cancellationToken);
    });

    private static IReadOnlyCollection<DeadLetterPosition>? Only(DeadLetter? letter) => letter is null ? null : [letter.Position];
}
