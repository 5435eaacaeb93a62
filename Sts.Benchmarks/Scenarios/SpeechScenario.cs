using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Agents.Speech;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Scenarios;

/// <summary>How soon an answer of several sentences begins to sound, beside a program that has all of it made before it plays.</summary>
internal sealed class SpeechScenario : IScenario
{
    private const string Espeak = "espeak-ng";
    private const int Answers = 20;

    private static readonly string[] Sentences =
    [
        "The lights in the kitchen are off.", "Those in the hall follow in ten minutes.", "The heating is on in every room but yours.",
        "It is raining, and it will go on until the evening.", "Your next meeting begins at three o'clock.", "There are four new messages.",
        "The washing machine has finished.", "Good night.",
    ];

    public string Name => "speech";

    public string Description => "an answer of eight sentences, until its first sound | all of it made before any is played";

    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken) =>
    [
        await CompareAsync(bench, "ms to sound, 10 ms a word", new SlowVoice(), SlowVoice.SayAsync, cancellationToken),
        await CompareAsync(bench, "ms to sound, espeak-ng", voice: null, SayWithEspeakAsync, cancellationToken),
    ];

    private static async Task<Row> CompareAsync(
        Bench bench, string measure, ITextToSpeech? voice, Func<string, CancellationToken, Task> sayWhole, CancellationToken cancellationToken)
    {
        await using var services = CreateSpeaker(voice);
        var speaker = services.GetRequiredService<ISpeaker>();
        var player = (FirstSound)services.GetRequiredService<IAudioPlayer>();
        var text = string.Join(' ', Sentences);
        var runs = await PairedComparison<double>.AlternateAsync(
            bench.Options.Runs,
            () => MedianAsync(async () =>
            {
                var start = Stopwatch.GetTimestamp();
                var label = new SpeechLabel("alice", TimeProvider.System.GetUtcNow(), 1);
                var outcome = await speaker.SpeakAsync(text, label, _ => Task.FromResult(true), cancellationToken);
                return outcome.Spoken ? Stopwatch.GetElapsedTime(start, player.At) : throw new InvalidOperationException(outcome.Detail);
            }),
            () => MedianAsync(async () =>
            {
                var start = Stopwatch.GetTimestamp();
                await sayWhole(text, cancellationToken);
                return Stopwatch.GetElapsedTime(start);
            }),
            (run, ours, whole) => bench.Say($"{measure}, run {run}: {ours:0.0} ms, all of it first {whole:0.0} ms"));
        return runs.ToRow("speech", measure, "0.0", Goal.RatioAtMost(voice is null ? 0.8 : 0.25), milliseconds => milliseconds);
    }

    // Without the memory for sentences, which would make all answers but the first one immediate.
    private static ServiceProvider CreateSpeaker(ITextToSpeech? voice)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Speech:CacheBytes", "0"), new("Speech:Provider", voice is null ? "Espeak" : "None"), new("Speech:Output", "None")]).Build();
        var services = new ServiceCollection().AddSingleton<IAudioPlayer, FirstSound>();
        if (voice is not null)
        {
            services.AddSingleton(voice);
        }

        return services.AddSpeech(configuration).BuildServiceProvider();
    }

    private static async Task<double> MedianAsync(Func<Task<TimeSpan>> answer)
    {
        var times = new List<double>();
        for (var i = 0; i < Answers; i++)
        {
            times.Add((await answer()).TotalMilliseconds);
        }

        return Spread.Of(times).Median;
    }

    private static async Task SayWithEspeakAsync(string text, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Espeak, ["--stdout", text]) { RedirectStandardOutput = true })!;
        using var wav = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(wav, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Notes when the first part of an answer comes, and plays nothing.</summary>
    private sealed class FirstSound : IAudioPlayer
    {
        public string Name => "nowhere";

        public long At { get; private set; }

        public async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken)
        {
            At = 0;
            await foreach (var _ in parts.WithCancellation(cancellationToken))
            {
                At = At == 0 ? Stopwatch.GetTimestamp() : At;
            }
        }
    }

    /// <summary>A voice that takes its time, as one that runs on a neural network does, for about a tenth of what it says.</summary>
    private sealed class SlowVoice : ITextToSpeech
    {
        private static readonly TimeSpan PerWord = TimeSpan.FromMilliseconds(10);

        // A WAV file of ten samples.
        private static readonly byte[] Wav =
            [.. "RIFF"u8, 56, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0, .. "data"u8, 20, 0, 0, 0, .. new byte[20]];

        public string Name => "slow";

        public static Task SayAsync(string text, CancellationToken cancellationToken) => Task.Delay(PerWord * text.Split(' ').Length, cancellationToken);

        public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(
            SpeechRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await SayAsync(request.Text, cancellationToken);
            yield return new SpeechAudio(Wav, TimeSpan.FromMilliseconds(1.25));
        }
    }
}
