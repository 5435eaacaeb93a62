using Microsoft.Extensions.Time.Testing;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

public sealed class WebAudioPlayerTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Find_WhileItIsSpoken_GivesWhatThereIsAndThenTheRest()
    {
        var rest = new TaskCompletionSource();
        var player = Player();
        var begun = new List<long>();
        player.Begins += label => begun.Add(label.Id);
        var playing = player.PlayAsync(TwoPartsAsync(rest.Task), SomeSpeech.Label(id: 7), default);
        await using var reader = player.Find(7, default)!.GetAsyncEnumerator();

        (await reader.MoveNextAsync()).Should().BeTrue();
        var file = reader.Current.ToArray().ToList();
        (await reader.MoveNextAsync()).Should().BeTrue();
        file.AddRange(reader.Current.ToArray());
        begun.Should().Equal(7);
        rest.SetResult();
        while (await reader.MoveNextAsync())
            file.AddRange(reader.Current.ToArray());

        WavFile.Read(file.ToArray()).Duration.Should().Be(TimeSpan.FromSeconds(1.5));
        playing.IsCompleted.Should().BeFalse("it sounds as long as it lasts");
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await playing.WaitAsync(TimeSpan.FromSeconds(20));
        (await ReadAsync(player, 7)).Should().Equal(Tone.Wav([.. Tone.Wav(1)[44..], .. Tone.Wav(0.5)[44..]]), "afterwards its sizes are true");
    }

    [Test]
    public async Task PlayAsync_Interrupted_EndsTheFile()
    {
        using var cancellation = new CancellationTokenSource();
        var player = Player();
        var playing = player.PlayAsync(SomeSpeech.Audio(10), SomeSpeech.Label(id: 1), cancellation.Token);
        await Until.TrueAsync(() => player.Find(1, default) is not null, "the answer");

        await cancellation.CancelAsync();

        await playing.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        (await ReadAsync(player, 1)).Should().Equal(Tone.Wav(10));
    }

    [Test]
    public async Task Forget_TheUser_LeavesNothingToFind()
    {
        using var cancellation = new CancellationTokenSource();
        var player = Player();
        var playing = player.PlayAsync(SomeSpeech.Audio(1), SomeSpeech.Label(id: 1), cancellation.Token);
        await Until.TrueAsync(() => player.Find(1, default) is not null, "the answer");

        player.Forget("somebody else");
        player.Find(1, default).Should().NotBeNull();
        player.Forget(SomeSpeech.Label().UserId);

        player.Find(1, default).Should().BeNull();
        await cancellation.CancelAsync();
        await playing.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Find_BeyondTheLimit_ForgetsTheOldest()
    {
        var player = Player(options => options.WebBytes = 3 * 16_000);
        for (var id = 1; id <= 5; id++)
        {
            var playing = player.PlayAsync(SomeSpeech.Audio(1), SomeSpeech.Label(id: id), default);
            await Until.TrueAsync(() => player.Find(id, default) is not null, "the answer");
            while (!playing.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }

        Enumerable.Range(1, 5).Where(id => player.Find(id, default) is not null).Should().Equal(3, 4, 5);
    }

    private static async Task<byte[]> ReadAsync(WebAudioPlayer player, long id)
    {
        var file = new List<byte>();
        await foreach (var part in player.Find(id, default)!)
            file.AddRange(part.ToArray());
        return [.. file];
    }

    private static async IAsyncEnumerable<SpeechAudio> TwoPartsAsync(Task between)
    {
        yield return SomeSpeech.Audio(1);
        await between;
        yield return SomeSpeech.Audio(0.5);
    }

    private WebAudioPlayer Player(Action<SpeechOptions>? change = null) => new(SomeSpeech.Options(change), _time);
}
