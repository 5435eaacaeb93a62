using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>What was trained: the linear model of Microsoft.ML, and the network as it would be shipped, with the features that both know.</summary>
internal sealed record TrainedRequests(LinearModel Linear, RequestNetwork Network);
