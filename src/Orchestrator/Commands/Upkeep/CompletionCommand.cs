using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc completion</c>: a script that completes the words of a command line in a shell.</summary>
internal sealed class CompletionCommand : OrcCommand
{
    private readonly Argument<string> _shell = new("shell") { Description = "bash, zsh or fish" };

    internal CompletionCommand()
        : base("completion", "Print a script for shell completion", "source <(orc completion bash)", "orc completion fish > ~/.config/fish/completions/orc.fish")
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    protected override int Run(Invocation call)
    {
        var words = Words(CommandLine.Build([])).ToList();
        call.Output.People.Write(call.Value(_shell) switch
        {
            "bash" => Bash(words),
            "zsh" => "#compdef orc\nautoload -U +X bashcompinit && bashcompinit\n" + Bash(words),
            _ => Fish(words),
        });
        call.Output.People.Flush();
        return ExitCode.Done;
    }

    /// <summary>Each command's path with what may follow it.</summary>
    private static IEnumerable<(string Path, IReadOnlyList<(string Word, string? About)> Next)> Words(Command command)
    {
        var options = command.Options.Where(o => !o.Hidden).Select(o => (o.Name, o.Description));
        var verbs = command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description));
        var global = command is RootCommand ? [] : new[] { ("--json", GlobalOptions.Json.Description), ("--help", "Show help") };
        yield return (PathOf(command), [.. verbs, .. options, .. global]);
        foreach (var inner in command.Subcommands.Where(c => !c.Hidden).SelectMany(Words))
            yield return inner;
    }

    private static string Bash(List<(string Path, IReadOnlyList<(string Word, string? About)> Next)> words)
    {
        var cases = words.Select(w => $"    \"{w.Path}\") next=\"{string.Join(' ', w.Next.Select(n => n.Word))}\" ;;");
        return $$"""
            _orc() {
              local word path="" next="" i
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case $word in -*) ;; *) case " {{string.Join(' ', words.Select(w => w.Path.Replace(' ', '/')).Where(p => p.Length > 0))}} " in *" ${path:+$path/}$word "*) path=${path:+$path/}$word ;; esac ;; esac
              done
              case "${path//\// }" in
            {{string.Join('\n', cases)}}
              esac
              COMPREPLY=($(compgen -W "$next" -- "${COMP_WORDS[COMP_CWORD]}"))
              [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o filenames -F _orc orc

            """;
    }

    private static string Fish(List<(string Path, IReadOnlyList<(string Word, string? About)> Next)> words)
    {
        var lines = new List<string> { "complete -c orc -f" };
        foreach (var (path, next) in words)
        {
            var steps = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var condition = steps.Length == 0 ? "__fish_use_subcommand" : string.Join("; and ", steps.Select(s => $"__fish_seen_subcommand_from {s}"));
            lines.AddRange(next.Select(n =>
                $"complete -c orc -n '{condition}' {(n.Word.StartsWith("--", StringComparison.Ordinal) ? $"-l {n.Word[2..]}" : $"-a {n.Word}")} -d '{n.About?.Replace("'", "\\'", StringComparison.Ordinal)}'"));
        }
        return string.Join('\n', lines) + "\n";
    }
}
