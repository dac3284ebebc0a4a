using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Worktrees;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.Agents.Tests.CheckIns;

public sealed class GitTraceTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orc-git-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Commits_new_files_and_files_that_are_written_again_are_changes_and_nothing_else_is()
    {
        Git("init", "-q");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "one");
        var traces = new List<string?> { await LookAsync() };
        Assert.Equal(traces[0], await LookAsync());

        await ChangesAsync(() => Write("a b.txt", "1"));
        await ChangesAsync(() => Write("a b.txt", "12"));
        await ChangesAsync(() => Git("add", "."));
        await ChangesAsync(() => Write("a b.txt", "123"));
        await ChangesAsync(() => Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-a", "-m", "two"));
        await ChangesAsync(() => Git("checkout", "-q", "-b", "other"));

        async Task ChangesAsync(Action change)
        {
            change();
            traces.Add(await LookAsync());
            Assert.Equal(traces.Count, traces.Distinct().Count());
            Assert.Equal(traces[^1], await LookAsync());
        }
    }

    [Fact]
    public async Task A_directory_without_a_repository_has_one_state_and_one_that_cannot_be_looked_at_has_none()
    {
        Assert.Equal(GitTrace.NoRepository, await LookAsync());
        Directory.CreateDirectory(Path.Combine(_directory.FullName, ".git")); // damaged
        Assert.Null(await LookAsync());
        Assert.Null(await LookAsync(Path.Combine(_directory.FullName, "missing")));
    }

    private Task<string?> LookAsync(string? directory = null) =>
        GitTrace.LookAsync(new GitRunner(new GitOptions("git", TimeSpan.FromSeconds(20)), TimeProvider.System), directory ?? _directory.FullName);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory.FullName, name), text);

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", _directory.FullName, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
