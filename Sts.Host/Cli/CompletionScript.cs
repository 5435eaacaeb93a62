namespace Sts.Host.Cli;

/// <summary>
/// The scripts for shells. Each passes the line and the position of the cursor to the program's <c>[suggest]</c> directive, which is a part of
/// System.CommandLine, and gets a word a line.
/// </summary>
internal static class CompletionScript
{
    private const string Bash = """
        _sts_complete() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _sts_complete sts

        """;

    private const string Zsh = """
        _sts_complete() {
            local -a words_found
            local line="${BUFFER[1,CURSOR]}"
            words_found=("${(@f)$(sts "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -a words_found || _files
        }
        compdef _sts_complete sts

        """;

    private const string Fish = """
        function __sts_complete
            set -l line (commandline -cp)
            sts "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c sts -a '(__sts_complete)'

        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName sts -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
            sts "[suggest:$cursorPosition]" "$line" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static readonly Dictionary<string, string> ByShell = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish, ["pwsh"] = Pwsh };

    public static IReadOnlyCollection<string> Shells => ByShell.Keys;

    public static string For(string shell) => ByShell[shell];
}
