using Sts.Agents;

namespace Sts.Tests.Agents;

public class UtteranceTests
{
    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    public void Constructor_WithoutUser_Throws(string? user)
    {
        var create = () => new Utterance(user!, "hello", Some.Moment);

        create.Should().Throw<ArgumentException>().Which.ParamName.Should().Be("UserId");
    }

    [Test]
    public void Constructor_WithEmptyText_IsFine() => new Utterance("alice", "", Some.Moment).Text.Should().BeEmpty();
}
