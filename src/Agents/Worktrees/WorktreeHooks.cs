namespace Orchestrator.Agents.Worktrees;

/// <summary>
/// The hooks of one worktree: they keep its agent off the branches of others, and otherwise do what the user's own hooks do.
/// A guard rail against mistakes, not a wall: git can be told to run no hooks.
/// </summary>
/// <param name="directory">Where they are.</param>
internal sealed class WorktreeHooks(string directory)
{
    // git runs the hooks of one directory only, so each of the user's needs one here that passes it on.
    private static readonly string[] Passed =
    [
        "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase",
        "post-checkout", "post-merge", "post-rewrite", "pre-auto-gc", "post-index-change", "sendemail-validate",
    ];

    internal string Directory => directory;

    internal void Write(WorktreePlan plan, string usersHooks)
    {
        System.IO.Directory.CreateDirectory(directory);
        foreach (var name in Passed) Write(name, Pass(usersHooks, name));
        Write("reference-transaction", Guard(plan, usersHooks, "reference-transaction", "[ \"$1\" = prepared ]", "old new ref", "may not be moved from the worktree of"));
        Write("pre-push", Guard(plan, usersHooks, "pre-push", "true", "local id ref there", "may not be pushed from the worktree of"));
    }

    private static string Pass(string usersHooks, string name) => $$"""
        #!/bin/sh
        # Written by Orchestrator for one worktree. Your own hook of this name runs as ever.
        hook={{Quote(usersHooks)}}/{{name}}
        if [ -x "$hook" ]; then exec "$hook" "$@"; fi

        """;

    private static string Guard(WorktreePlan plan, string usersHooks, string name, string when, string fields, string verdict) => $$"""
        #!/bin/sh
        # Written by Orchestrator for one worktree: its agent moves its own branch and none of those that others build on.
        lines=$(cat)
        if {{when}}; then
          while read -r {{fields}}; do
            case "$ref" in
              refs/heads/{{plan.Branch}}) ;;
              refs/heads/orc/*{{string.Concat(plan.Protected.Select(b => $"|{Quote("refs/heads/" + b)}"))}})
                echo "orchestrator: ${ref#refs/heads/} {{verdict}} {{plan.Branch}}." >&2
                echo "Commit to {{plan.Branch}}; what is done goes further by: orc task done ID, or orc merge request" >&2
                exit 1 ;;
            esac
          done <<END
        $lines
        END
        fi
        hook={{Quote(usersHooks)}}/{{name}}
        if [ -x "$hook" ]; then printf '%s\n' "$lines" | "$hook" "$@"; fi

        """;

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private void Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path) && File.ReadAllText(path) == text) return;
        var draft = Path.Combine(directory, "." + Path.GetRandomFileName());
        File.WriteAllText(draft, text);
        File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(draft, path, overwrite: true); // whole or not at all, also for a git that runs it just now
    }
}
