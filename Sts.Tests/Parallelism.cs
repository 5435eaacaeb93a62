// Most of the time tests wait: for a group to be joined, for a host to start. So several fixtures run at once, each with parts of its own.
// Those that share the real Kafka's topics (but for one, RealServicesPipelineTests), or take a server down, are [NonParallelizable] and run
// when no other does.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
