using System.Text;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

public class SpeechFileNameTests
{
    [TestCase("alice", "alice")]
    [TestCase("../../etc/passwd", "etc-passwd")]
    [TestCase("C:\\Windows\\x", "C-Windows-x")]
    [TestCase("..", "user")]
    [TestCase("", "user")]
    [TestCase("a\0b\nc", "a-b-c")]
    [TestCase("a_b@example.org", "a-b-example-org")]
    [TestCase("Zoë 日本 नमस्ते", "Zoë-日本-नमस्ते")]
    [TestCase("👍\ud83d\u202e", "user")]
    public void Sanitize_AnyName_IsASafePartOfAFileName(string user, string expected) => SpeechFileName.Sanitize(user).Should().Be(expected);

    [TestCase("a")]
    [TestCase("𝒶")]
    [TestCase("日")]
    public void For_LongName_FitsAFileSystem(string letter)
    {
        var name = SpeechFileName.For(SomeSpeech.Label(string.Concat(Enumerable.Repeat(letter, 100_000)), long.MinValue));

        Encoding.UTF8.GetByteCount(name).Should().BeLessThan(255 - 40);
        SpeechFileName.IsOurs(name).Should().BeTrue();
    }

    [Test]
    public void For_Label_BeginsWithTheUtcTime()
    {
        var label = new SpeechLabel("bob", new DateTimeOffset(2026, 1, 1, 1, 2, 3, 4, TimeSpan.FromHours(2)), 42);

        SpeechFileName.For(label).Should().Be("20251231T230203.004Z_bob_42.wav");
    }

    [TestCase("holiday.wav")]
    [TestCase("20251231T230203.004Z_bob_42.wav.bak")]
    public void IsOurs_OtherFile_IsNot(string name) => SpeechFileName.IsOurs(name).Should().BeFalse();
}
