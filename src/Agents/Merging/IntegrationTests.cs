using Orchestrator.Agents.Worktrees;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Merging;

/// <summary>Runs a project's tests on a commit, in a worktree of Orchestrator's own beside the agents'.</summary>
/// <param name="git">Runs git.</param>
/// <param name="logs">A directory for the tests' output.</param>
/// <param name="time">The clock.</param>
public sealed class IntegrationTests(GitRunner git, string logs, TimeProvider time)
{
    private const int TailBytes = 3000;
    private const int LockTaken = 75;

    /// <summary>Checks a commit out and runs the tests there.</summary>
    /// <exception cref="GitException">The commit could not be checked out, or tests that a killed daemon left running did not end in time.</exception>
    public async Task<MergeTests> RunAsync(MergeJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Options.Test == MergeOptions.None) return new MergeTests(null, 0, "");
        var place = Path.Combine(job.Git.Worktrees, ".integration");
        await CheckOutAsync(job, place);
        var directory = Path.Combine(place, job.Git.Prefix);
        var command = job.Options.Test == MergeOptions.Auto ? await TestCommand.FindAsync(git, directory) : job.Options.Test;
        return command is null ? new MergeTests(null, 0, "") : await RunAsync(job, command, directory);
    }

    private static string Lock(MergeJob job) => Path.Combine(job.Git.Worktrees, ".integration.lock");

    private async Task CheckOutAsync(MergeJob job, string place)
    {
        Directory.CreateDirectory(job.Git.Worktrees);
        var commit = job.Merge.Candidate!;
        var entry = WorktreeEntry.Parse(await git.RunAsync(job.Git.Root, ["worktree", "list", "--porcelain"])).FirstOrDefault(e => e.Path == place);
        if (entry is { IsHalfMade: true })
        {
            await git.RunLockedAsync(Lock(job), job.Git.Root, ["worktree", "remove", "--force", "--force", place]);
            entry = null;
        }
        if (entry is null || !Directory.Exists(place))
        {
            await git.RunLockedAsync(Lock(job), job.Git.Root, ["worktree", "add", "--force", "--force", "--detach", place, commit]);
            return;
        }
        await git.RunLockedAsync(Lock(job), place, ["checkout", "--quiet", "--force", "--detach", commit]);
        await git.RunLockedAsync(Lock(job), place, ["clean", "-fdq"]); // what earlier tests left; ignored files stay, for builds that go on from them
    }

    private async Task<MergeTests> RunAsync(MergeJob job, string command, string directory)
    {
        var log = Path.Combine(logs, job.Project.Value, $"{job.Merge.Id}.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.Delete(log); // its absence says that the command did not begin
        var seconds = ((int)Math.Ceiling(job.Options.TestTimeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        // The lock goes on to all that the command starts: tests of a killed daemon end, or are ended by timeout, before the next ones begin.
        var start = new ProcessStartInfo(
            "flock",
            ["-w", seconds, "-E", LockTaken.ToString(CultureInfo.InvariantCulture), Lock(job), "timeout", "-k", "5", seconds, "/bin/sh", "-c", "exec >\"$0\" 2>&1 </dev/null; exec /bin/sh -c \"$1\"", log, command])
        {
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["CI"] = "true";
        using var process = Process.Start(start)!;
        using var over = new CancellationTokenSource((2 * job.Options.TestTimeout) + TimeSpan.FromSeconds(30), time);
        await process.WaitForExitAsync(over.Token);
        return process.ExitCode == LockTaken && !File.Exists(log)
            ? throw new GitException(GitFailure.TimedOut, $"tests that run since before hold {Lock(job)} for longer than {seconds} s.")
            : new MergeTests(command, process.ExitCode, Tail(log));
    }

    private static string Tail(string log)
    {
        if (!File.Exists(log)) return "";
        using var file = File.OpenRead(log);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return Messaging.PlainText.Clean(reader.ReadToEnd()).Text.Trim();
    }
}
