using Sts.Host.Cli;

return await CommandLine.RunAsync(args);
