namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>What is typed into a shell, and what it then reads from a file, in its own language.</summary>
internal abstract class ShellDialect
{
    private static readonly ShellDialect _posix = new Posix("command ."), _zsh = new Posix("."), _fish = new Fish();

    /// <param name="shell">The shell's program name.</param>
    /// <returns>Null for one that is neither like POSIX's nor fish.</returns>
    public static ShellDialect? Of(string shell) => shell switch
    {
        "zsh" => _zsh,
        "fish" => _fish,
        "sh" or "ash" or "bash" or "dash" or "ksh" or "mksh" or "yash" => _posix,
        _ => null,
    };

    /// <summary>The line that makes the shell read a file. The blank before it keeps it out of many shells' history.</summary>
    public abstract string Source(string path);

    /// <summary>Runs the file <c>command</c> in this very shell, with its output going into a pipe, and says how it ended.</summary>
    public abstract string Captured(ExecutionFolder folder);

    /// <summary>Runs the file <c>command</c> in this very shell.</summary>
    public abstract string Plain(ExecutionFolder folder);

    /// <summary>Says into the control pipe what the last command ended with, and then something to the terminal.</summary>
    public abstract string Status(ExecutionFolder folder, string shown);

    private static string Printf(string text) => $"printf '{text.Replace("\e", "\\033", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}'";

    protected abstract string Quote(string text);

    private sealed class Posix(string source) : ShellDialect
    {
        public override string Source(string path) => $" . {Quote(path)}";

        // All of it is one command, so the shell has read it before the first part runs. "command ." because a mistake in a file that a special
        // built-in reads would end the whole of it; zsh knows no such rule, and no built-in behind "command". The pipe 7 ends with the block, however
        // it ends; what the command starts does not have it.
        public override string Captured(ExecutionFolder folder) =>
            $$"""
            { /bin/sh {{Quote(folder.Begin)}} 7>&-; { {{source}} {{Quote(folder.Command)}}; } >{{Quote(folder.In)}} 2>&1 7>&-; /bin/sh {{Quote(folder.End)}} "$?" 7>&-; } 7>{{Quote(folder.Control)}}

            """;

        public override string Plain(ExecutionFolder folder) =>
            $"{{ /bin/cat {Quote(folder.Shown)}; {source} {Quote(folder.Command)}; /bin/rm -rf {Quote(folder.Path)}; }}\n";

        public override string Status(ExecutionFolder folder, string shown) =>
            $"{{ printf '%d\\n' \"$?\" >{Quote(folder.Control)}; {Printf(shown)}; }}\n";

        protected override string Quote(string text) => ShellQuoting.Posix(text);
    }

    private sealed class Fish : ShellDialect
    {
        public override string Source(string path) => $" source {Quote(path)}";

        public override string Captured(ExecutionFolder folder) =>
            $"""
            begin
              /bin/sh {Quote(folder.Begin)} 7>&-
              begin
                source {Quote(folder.Command)}
              end >{Quote(folder.In)} 2>&1 7>&-
              /bin/sh {Quote(folder.End)} $status 7>&-
            end 7>{Quote(folder.Control)}

            """;

        public override string Plain(ExecutionFolder folder) =>
            $"/bin/cat {Quote(folder.Shown)}\nsource {Quote(folder.Command)}\n/bin/rm -rf {Quote(folder.Path)}\n";

        public override string Status(ExecutionFolder folder, string shown) =>
            $"echo $status >{Quote(folder.Control)}\n{Printf(shown)}\n";

        protected override string Quote(string text) =>
            "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
    }
}
