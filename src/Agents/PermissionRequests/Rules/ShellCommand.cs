using System.Text;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>Reads a command as a shell would, as far as that can be done for certain without being one.</summary>
internal static class ShellCommand
{
    // Outside of quotes, each of these makes a shell do more than run one program with these words.
    private const string Special = ";&|<>()$`\\{}\n\r";

    // These run what their arguments say.
    private static readonly HashSet<string> _runners =
    [
        "sudo", "doas", "su", "env", "command", "builtin", "exec", "eval", "source", ".", "nohup", "nice", "ionice", "time", "timeout", "setsid", "stdbuf", "xargs", "parallel",
        "sh", "bash", "zsh", "dash", "ksh", "fish", "busybox", "find", "ssh", "docker", "podman", "kubectl", "watch", "script", "python", "python3", "perl", "ruby", "node", "npx", "awk",
        "if", "then", "else", "elif", "while", "until", "for", "do", "case", "function", "!", "coproc", "trap", "alias",
    ];

    /// <summary>The words of one program with its arguments.</summary>
    /// <returns>Null when it is anything else: several commands, a substitution, a redirection, an assignment, a comment, an open quote, a control character.</returns>
    public static IReadOnlyList<string>? Words(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (c is ' ' or '\t')
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
            }
            else if (c is '\'' or '"')
            {
                var end = command.IndexOf(c, i + 1);
                if (end < 0) return null;
                var quoted = command.AsSpan(i + 1, end - i - 1);
                if (HasControl(quoted) || (c == '"' && quoted.IndexOfAny('$', '`', '\\') >= 0)) return null;
                (word ??= new StringBuilder()).Append(quoted);
                i = end;
            }
            else if (Special.Contains(c, StringComparison.Ordinal) || char.IsControl(c) || (c == '#' && word is null))
            {
                return null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (word is not null) words.Add(word.ToString());
        return words.Count == 0 || words[0].Contains('=', StringComparison.Ordinal) ? null : words;
    }

    /// <summary>The commands of a list such as <c>cd a &amp;&amp; make; ls | wc</c>, cut at its operators wherever they stand.</summary>
    public static IReadOnlyList<string> Parts(string command) =>
        [.. command.Split([';', '&', '|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Whether a program runs other programs that its arguments name.</summary>
    public static bool IsRunner(string program) => _runners.Contains(ProgramName(program));

    /// <summary>A program's name without its directory.</summary>
    public static string ProgramName(string program) => program[(program.LastIndexOf('/') + 1)..];

    private static bool HasControl(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c != '\t') return true;
        }

        return false;
    }
}
