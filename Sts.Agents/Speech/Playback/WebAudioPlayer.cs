using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;
using Sts.Core.Privacy;

namespace Sts.Agents.Speech.Playback;

/// <summary>
/// Offers answers to web pages while they are spoken. An answer takes as long as it sounds, so that the next one begins after it and its user can
/// interrupt it.
/// </summary>
internal sealed class WebAudioPlayer(IOptions<SpeechOptions> options, TimeProvider time) : IAudioPlayer, IAnswerAudio, IUserMemory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Recording> _recordings = [];
    private readonly Queue<long> _order = [];
    private long _size;

    public event Action<SpeechLabel>? Begins;

    public string Name => "the API";

    public AudioReach Reach => AudioReach.User;

    public bool JoinsParts => true;

    public bool IsOffered => options.Value.Output is SpeechOutput.Web;

    public async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken)
    {
        Recording? recording = null;
        var (start, length) = (0L, TimeSpan.Zero);
        try
        {
            await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var wav = WavFile.Read(part.Wav);
                if (recording is null)
                {
                    start = time.GetTimestamp();
                    recording = new Recording(label.UserId, wav.Format);
                    Keep(label.Id, recording);
                    Append(recording, wav);
                    Begins?.Invoke(label);
                }
                else
                {
                    Append(recording, wav);
                }

                length += part.Duration;
            }

            recording?.Complete();
            if (length - time.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, time, cancellationToken);
        }
        finally
        {
            recording?.Complete();
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Find(long id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return _recordings.TryGetValue(id, out var recording) ? recording.ReadAsync(cancellationToken) : null;
    }

    public void Forget(string userId)
    {
        lock (_gate)
        {
            foreach (var (id, recording) in _recordings.Where(entry => entry.Value.UserId == userId).ToList())
            {
                _recordings.Remove(id);
                _size -= recording.Size;
            }
        }
    }

    private void Keep(long id, Recording recording)
    {
        lock (_gate)
        {
            _recordings[id] = recording;
            _order.Enqueue(id);
        }
    }

    private void Append(Recording recording, WavFile wav)
    {
        var samples = Pcm.Convert(wav, recording.Format).Samples;
        recording.Append(samples);
        lock (_gate)
        {
            for (_size += samples.Length; _size > options.Value.WebBytes && _order.Count > 1;)
            {
                if (_recordings.Remove(_order.Dequeue(), out var oldest))
                    _size -= oldest.Size;
            }
        }
    }

    /// <summary>One answer, which several may read while it grows.</summary>
    private sealed class Recording(string userId, WavFormat source)
    {
        private readonly Lock _gate = new();
        private readonly List<ReadOnlyMemory<byte>> _parts = [];
        private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _complete;

        /// <summary>Who is answered.</summary>
        public string UserId => userId;

        /// <summary>16 bits, which every browser plays.</summary>
        public WavFormat Format { get; } = Pcm.Format(source.SampleRate, source.Channels);

        public long Size { get; private set; }

        public void Append(ReadOnlyMemory<byte> samples)
        {
            lock (_gate)
            {
                _parts.Add(samples);
                Size += samples.Length;
                Grow();
            }
        }

        public void Complete()
        {
            lock (_gate)
            {
                _complete = true;
                Grow();
            }
        }

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return Header();
            for (var next = 0; ;)
            {
                ReadOnlyMemory<byte>? part = null;
                Task grown;
                lock (_gate)
                {
                    if (next < _parts.Count)
                        part = _parts[next++];
                    else if (_complete)
                        yield break;
                    grown = _grown.Task;
                }

                if (part is { } samples)
                    yield return samples;
                else
                    await grown.WaitAsync(cancellationToken);
            }
        }

        private byte[] Header()
        {
            lock (_gate)
                return _complete ? WavFile.HeaderOf(Format, Size) : WavFile.HeaderOfStream(Format);
        }

        private void Grow()
        {
            _grown.TrySetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
