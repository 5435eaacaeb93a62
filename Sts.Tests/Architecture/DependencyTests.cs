using System.Reflection;
using NetArchTest.Rules;
using Sts.Agents;
using Sts.Core.Messaging;
using Sts.Processors;

namespace Sts.Tests.Architecture;

/// <summary>Dependencies point one way: Host → Processors → Agents → Core.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Core = typeof(IProcessor).Assembly;
    private static readonly Assembly Agents = typeof(IRealtimeAgent).Assembly;
    private static readonly Assembly Processors = typeof(PersistenceProcessor).Assembly;

    private static IEnumerable<Type> AllProcessors => Processors.GetTypes().Where(type => type.IsAssignableTo(typeof(IProcessor)));

    [Test]
    public void Core_DependsOnNothingAboveItAndOnNoWebFrameworkOrModel() =>
        Forbid(Core, "Sts.Agents", "Sts.Processors", "Sts.Host", "Microsoft.AspNetCore", "Microsoft.SemanticKernel", "OpenAI", "Spectre.Console");

    [Test]
    public void Agents_DependOnNothingAboveThemAndKnowNeitherKafkaNorTheDatabase() =>
        Forbid(Agents, "Sts.Processors", "Sts.Host", "Microsoft.AspNetCore", "Confluent.Kafka", "Sts.Core.Kafka", "Sts.Core.Messaging", "Microsoft.EntityFrameworkCore");

    [Test]
    public void Processors_DependOnNothingAboveThemAndNotOnTheirAgentsInsides() =>
        Forbid(Processors, "Sts.Host", "Microsoft.AspNetCore", "Microsoft.SemanticKernel", "Confluent.Kafka", "Sts.Agents.Llm", "Sts.Agents.Local");

    [TestCaseSource(nameof(AllProcessors))]
    public void Processor_DoesNotKnowAnyOther(Type processor)
    {
        var others = AllProcessors.Where(other => other != processor).Select(other => other.FullName!).ToArray();

        var result = Types.InAssembly(Processors).That().HaveName(processor.Name).ShouldNot().HaveDependencyOnAny(others).GetResult();

        result.IsSuccessful.Should().BeTrue("processors talk to each other only through topics, but {0} knows another one", processor.Name);
    }

    [Test]
    public void Classes_ThatAreInternal_AreSealed()
    {
        var open = new[] { Core, Agents, Processors }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsPublic: false, IsNested: false, IsAbstract: false, IsSealed: false })
            .Where(type => type.Namespace?.StartsWith("Sts.", StringComparison.Ordinal) == true && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal));

        open.Select(type => type.FullName).Should().BeEmpty("implementations are internal sealed");
    }

    private static void Forbid(Assembly assembly, params string[] namespaces)
    {
        var result = Types.InAssembly(assembly).ShouldNot().HaveDependencyOnAny(namespaces).GetResult();

        (result.FailingTypeNames ?? []).Should().BeEmpty("{0} must not depend on any of {1}", assembly.GetName().Name, string.Join(", ", namespaces));
    }
}
