using Orchestrator.Agents.Worktrees;
using System.Diagnostics;

namespace Orchestrator.Agents.Tests.Worktrees;

/// <summary>A directory of a test's own with a real repository, and git as a person uses it: with hooks and without our settings.</summary>
public sealed class GitRepository : IDisposable
{
    public GitRepository(bool init = true)
    {
        Home = Directory.CreateTempSubdirectory("orc-git-").FullName;
        Root = Directory.CreateDirectory(Path.Combine(Home, "repository")).FullName;
        if (!init) return;
        Git("init", "-q", "-b", "main");
        Write("README.md", "tea\n");
        Git("add", "-A");
        Git("commit", "-q", "-m", "First");
    }

    public string Home { get; }

    public string Root { get; }

    public GitRunner Runner { get; } = new(new GitOptions("git", TimeSpan.FromSeconds(30)), TimeProvider.System);

    public ProjectGit Project(string branch = "main") =>
        new(Root, "", branch, Git("rev-parse", "HEAD"), "main", Path.Combine(Home, "worktrees", "shop"));

    public WorktreePlan Plan(string agent = "developer") =>
        WorktreePlanner.Plan(Project(), Some.Shop, new AgentName(agent), Git("rev-parse", "HEAD"));

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);

    /// <summary>What git writes when it succeeds.</summary>
    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public static string GitIn(string directory, params string[] arguments)
    {
        var (exit, output, error) = Try(directory, arguments);
        return exit == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }

    public static (int Exit, string Output, string Error) Try(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "protocol.file.allow=always", .. arguments]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("GIT_AUTHOR_NAME", "Ann"), ("GIT_AUTHOR_EMAIL", "ann@example.org"), ("GIT_COMMITTER_NAME", "Ann"), ("GIT_COMMITTER_EMAIL", "ann@example.org"), ("LC_ALL", "C") })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n'), error.Result.Trim());
    }

    /// <summary>Commits a file in a worktree.</summary>
    public static string Commit(string directory, string name, string text, string message = "Work")
    {
        File.WriteAllText(Path.Combine(directory, name), text);
        GitIn(directory, "add", "-A");
        GitIn(directory, "commit", "-q", "-m", message);
        return GitIn(directory, "rev-parse", "HEAD");
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
