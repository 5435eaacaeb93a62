using System.CommandLine;

namespace Sts.Host.Cli;

/// <summary><c>completion</c>: prints a script that lets a shell complete what is typed.</summary>
internal static class CompletionCommand
{
    private const string Description = """
        Prints a script that lets a shell complete commands, options and their values. It asks the program itself, so it goes with it.

        Examples:
          source <(sts completion bash)                       in ~/.bashrc
          source <(sts completion zsh)                        in ~/.zshrc, after compinit
          sts completion fish > ~/.config/fish/completions/sts.fish
          sts completion pwsh | Out-String | Invoke-Expression     in $PROFILE
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        var command = new Command("completion", Description) { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(CompletionScript.For(parsed.GetValue(shell)!));
            return CommandLine.Success;
        });
        return command;
    }
}
