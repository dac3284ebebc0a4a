using System.Buffers.Binary;

namespace Orchestrator.Agents.Worktrees;

/// <summary>Looks at the repository of a directory. Changes nothing.</summary>
public sealed class RepositoryInspector(GitRunner git)
{
    /// <summary>What there is.</summary>
    /// <exception cref="GitException">git took too long, or refused in the midst of it.</exception>
    public async Task<RepositoryLook> LookAsync(string directory)
    {
        GitResult place;
        try
        {
            place = await git.TryAsync(directory, ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--path-format=absolute", "--git-common-dir"]);
        }
        catch (GitException e) when (e.Failure is GitFailure.Missing)
        {
            return new RepositoryLook(null, RepositoryAbsence.GitMissing, e.Message);
        }
        if (!place.Succeeded)
            return place.Error.Contains("not a git repository", StringComparison.Ordinal) ? new RepositoryLook(null, RepositoryAbsence.NoRepository) : new RepositoryLook(null, RepositoryAbsence.Unreadable, place.Error);
        if (place.Line.Split('\n') is not [var bare, var inside, var common] || bare == "true" || inside != "true")
            return new RepositoryLook(null, RepositoryAbsence.Bare);
        return new RepositoryLook(await FactsAsync(directory, common));
    }

    /// <summary>Counts what is changed or new and in no commit.</summary>
    public async Task<int> ChangedAsync(string directory) =>
        (await git.RunAsync(directory, ["--no-optional-locks", "status", "--porcelain", "--untracked-files=normal"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private async Task<RepositoryFacts> FactsAsync(string directory, string common)
    {
        var (root, prefix) = (await git.RunAsync(directory, ["rev-parse", "--show-toplevel"]), await git.RunAsync(directory, ["rev-parse", "--show-prefix"]));
        var branch = await git.TryAsync(directory, ["symbolic-ref", "-q", "--short", "HEAD"]);
        var commit = await git.TryAsync(directory, ["rev-parse", "--verify", "-q", "HEAD^{commit}"]);
        var index = await git.RunAsync(directory, ["rev-parse", "--path-format=absolute", "--git-path", "index"]);
        var tracked = commit.Succeeded && (prefix.Length == 0 || (await git.RunAsync(root, ["ls-tree", "--name-only", "HEAD", "--", prefix])).Length > 0);
        return new RepositoryFacts(
            root,
            common,
            prefix,
            branch.Succeeded ? branch.Line : null,
            commit.Succeeded ? commit.Line : null,
            await DefaultBranchAsync(root),
            await ChangedAsync(root),
            EntriesOf(index),
            tracked,
            File.Exists(Path.Combine(root, ".gitmodules")));
    }

    private async Task<string?> DefaultBranchAsync(string root)
    {
        var remote = await git.TryAsync(root, ["symbolic-ref", "-q", "--short", "refs/remotes/origin/HEAD"]);
        if (remote.Succeeded) return remote.Line[(remote.Line.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var there = (await git.RunAsync(root, ["for-each-ref", "--format=%(refname:short)", "refs/heads/main", "refs/heads/master"])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return there.FirstOrDefault();
    }

    /// <summary>The number of files in an index, from its header: counting a huge one by git would take long.</summary>
    private static long EntriesOf(string index)
    {
        if (!File.Exists(index)) return 0;
        Span<byte> header = stackalloc byte[12];
        using var file = File.OpenRead(index);
        return file.ReadAtLeast(header, 12, throwOnEndOfStream: false) == 12 && header[..4].SequenceEqual("DIRC"u8) ? BinaryPrimitives.ReadUInt32BigEndian(header[8..]) : 0;
    }
}
