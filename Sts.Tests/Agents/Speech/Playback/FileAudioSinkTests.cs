using Microsoft.Extensions.Logging.Abstractions;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileAudioSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task PlayAsync_NewDirectory_HoldsExactlyTheFile()
    {
        var directory = _folder.In("a/b");

        await Sink(directory).PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default);

        Directory.GetFiles(directory).Should().Equal(Path.Combine(directory, "20260301T123045.678Z_alice_1.wav"));
        (await File.ReadAllBytesAsync(Directory.GetFiles(directory).Single())).Should().Equal(Tone.Wav());
    }

    [Test]
    public async Task PlayAsync_SameAgain_ReplacesTheFile()
    {
        var sink = Sink(_folder.Path);

        await sink.PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default);
        await sink.PlayAsync(SomeSpeech.Audio(0.2), SomeSpeech.Label(), default);

        (await File.ReadAllBytesAsync(_folder.In(_folder.Files.Single()))).Should().Equal(Tone.Wav(0.2));
    }

    [Test]
    public async Task Forget_AUser_RemovesTheirFilesOnly()
    {
        foreach (var name in new[] { "20300101T000000.000Z_alice_1.wav", "20300101T000000.000Z_alice-b_2.wav", "20300101T000000.000Z_bob_3.wav", "about_alice_.wav" })
            await File.WriteAllBytesAsync(_folder.In(name), []);
        var files = new SpeechFiles(Microsoft.Extensions.Options.Options.Create(new SpeechOptions { Directory = _folder.Path }));

        files.Forget("alice");
        files.Forget("nobody");

        _folder.Files.Should().BeEquivalentTo("20300101T000000.000Z_alice-b_2.wav", "20300101T000000.000Z_bob_3.wav", "about_alice_.wav");
    }

    [Test]
    public async Task PlayAsync_BeyondTheLimit_RemovesTheFirstWrittenAndNobodyElsesFiles()
    {
        var old = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 5; i++)
        {
            await File.WriteAllBytesAsync(_folder.In($"2030010{i + 1}T000000.000Z_alice_{i}.wav"), []);
            File.SetLastWriteTimeUtc(_folder.In($"2030010{i + 1}T000000.000Z_alice_{i}.wav"), old.AddDays(5 - i));
        }

        await File.WriteAllBytesAsync(_folder.In("holiday.wav"), []);
        File.SetLastWriteTimeUtc(_folder.In("holiday.wav"), old);

        await Sink(_folder.Path, keep: 3).PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default);

        _folder.Files.Should().Equal(
            "20260301T123045.678Z_alice_1.wav", "20300101T000000.000Z_alice_0.wav", "20300102T000000.000Z_alice_1.wav", "holiday.wav");
    }

    [Test]
    public async Task PlayAsync_DirectoryIsAFile_NamesTheSetting()
    {
        await File.WriteAllTextAsync(_folder.In("file"), "");

        await Sink(_folder.In("file")).Invoking(sink => sink.PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), default))
            .Should().ThrowAsync<SpeechException>().WithMessage("*Speech:Directory*");
    }

    [Test]
    public async Task PlayAsync_Cancelled_LeavesNothing()
    {
        await Sink(_folder.Path).Invoking(sink => sink.PlayAsync(SomeSpeech.Audio(), SomeSpeech.Label(), new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        _folder.Files.Should().BeEmpty();
    }

    private static FileAudioSink Sink(string directory, int keep = 1000) =>
        new(SomeSpeech.Options(options => (options.Directory, options.KeepFiles) = (directory, keep)), NullLogger<FileAudioSink>.Instance);
}
