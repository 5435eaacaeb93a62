using System.Xml.Linq;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Deployment;

/// <summary>There is no container engine where tests run, so this holds what an engine would only find out.</summary>
public sealed class ImageFileTests
{
    private readonly ImageFile _image = ImageFile.Read();

    [Test]
    public void Sources_AreThereAndInTheContext()
    {
        foreach (var source in _image.Sources)
        {
            var path = source.TrimEnd('/');
            (File.Exists(Path.Combine(Repository.Root, path)) || Directory.Exists(Path.Combine(Repository.Root, path))).Should().BeTrue($"{source} is copied");
            var file = path == "schemas" ? "schemas/action_value.avsc" : path;
            ImageFile.IsInContext(file).Should().BeTrue($".dockerignore must let {source} in");
        }
    }

    [Test]
    public void Sources_HoldEveryProjectThatTheHostIsMadeOf()
    {
        foreach (var project in ProjectsOf("Sts.Host/Sts.Host.csproj"))
        {
            _image.Sources.Should().Contain([project, Path.GetDirectoryName(project) + "/"]);
        }
    }

    [TestCase(".git/config")]
    [TestCase("deploy/secrets/operator-key")]
    [TestCase("data/sts.db")]
    [TestCase("Sts.Host/bin/Release/net10.0/Sts.Host.dll")]
    [TestCase("Sts.Core/obj/project.assets.json")]
    public void Context_OfWhatIsPrivateOrMadeElsewhere_IsFree(string path) => ImageFile.IsInContext(path).Should().BeFalse();

    [Test]
    public void BaseImages_HaveTheSdkAndTheRuntimeOfThisFramework() =>
        _image.BaseImages.Should().OnlyContain(image => image.Contains($":{Environment.Version.Major}.0-"), "the projects target it");

    [Test]
    public void User_IsNotRoot() => _image.User.Should().MatchRegex("^[1-9][0-9]*:[1-9][0-9]*$");

    private static IEnumerable<string> ProjectsOf(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value)))
            .SelectMany(ProjectsOf).Append(project);
}
