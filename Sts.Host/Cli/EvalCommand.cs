using System.CommandLine;
using Sts.Agents.Evaluation;
using Sts.Core.Configuration;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>eval</c>: runs the configured agent over a labelled file, and tells how well it decides.</summary>
internal static class EvalCommand
{
    private const string Description = """
        Tells how often an agent is right on a file of labelled utterances, how long it takes and what it costs. It runs with the provider that is
        configured; the lines of the file are 'text TAB label' or 'text TAB label TAB source', where the label is 1 (wants something done or
        answered) or 0.

        Examples:
          eval --data my.tsv                                    the real-time agent as configured
          eval --data my.tsv --agent decision --json            one JSON object, for scripts
          eval --data my.tsv --Agents:Local:Threshold=0.8       with another threshold
          eval --data my.tsv --parallel 8 --Agents:Provider=OpenAI --Agents:OpenAI:Model=…
        """;

    private const string Advice = "eval; those are --data, --agent, --parallel and --json, and settings such as --Agents:Local:Threshold=0.8.";

    public static Command Create()
    {
        var rest = new Argument<string[]>("setting") { Description = "Settings.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var data = new Option<string>("--data") { Description = "The labelled file.", Required = true };
        var agent = new Option<string>("--agent") { Description = "Which agent.", DefaultValueFactory = _ => EvalAgent.Realtime };
        agent.AcceptOnlyFromAmong(EvalAgent.Realtime, EvalAgent.Decision);
        var parallel = new Option<int>("--parallel") { Description = "How many utterances are decided on at once.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON object, with everything in full." };
        var command = new Command("eval", Description) { rest, data, agent, parallel, json };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(rest) ?? [], Advice);
            if (words is [var word, ..])
            {
                throw new StsConfigurationException($"'{word}' is one too many. Name the file with --data.");
            }

            if (parsed.GetValue(parallel) < 1)
            {
                throw new StsConfigurationException($"--parallel is {parsed.GetValue(parallel)}, but must be at least 1.");
            }

            var rows = Read(parsed.GetRequiredValue(data));
            await using var evaluated = EvalAgent.Create(StsApplication.ReadConfiguration(settings), parsed.GetRequiredValue(agent));
            var run = await EvalRun.RunAsync(evaluated, rows, parsed.GetValue(parallel), cancellationToken);
            EvalReport.Write(EvalFigures.Of(run), evaluated.Description, parsed.GetValue(json));
            return CommandLine.Success;
        }));
        return command;
    }

    private static IReadOnlyList<LabelledUtterance> Read(string path)
    {
        try
        {
            return LabelledFile.Read(path);
        }
        catch (FormatException e)
        {
            throw new StsConfigurationException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StsConfigurationException($"--data names '{path}', which can't be read: {e.Message}");
        }
    }
}
