using Orchestrator.Agents.Worktrees;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.CheckIns;

/// <summary>How a directory stands in git: its commit, its branch, and the files that differ, by size and time.</summary>
public static class GitTrace
{
    /// <summary>What stands for a directory that no repository holds.</summary>
    public const string NoRepository = "no repository";

    // Of more changed files than this, the names alone count.
    private const int MostFiles = 2000;

    private const char End = '\0';

    /// <summary>Looks. It takes no lock, so that an agent's own git is never in its way.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="directory">An absolute path.</param>
    /// <returns>Null when it could not be looked.</returns>
    public static async Task<string?> LookAsync(GitRunner git, string directory)
    {
        try
        {
            return IsInRepository(directory) ? await StatusAsync(git, directory) : NoRepository;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or GitException)
        {
            return null;
        }
    }

    private static bool IsInRepository(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(git) || File.Exists(git)) return true;
        }

        return !Directory.Exists(directory) ? throw new DirectoryNotFoundException(directory) : false;
    }

    private static async Task<string?> StatusAsync(GitRunner git, string directory)
    {
        var status = await git.TryAsync(directory, ["--no-optional-locks", "status", "--porcelain=v2", "--branch", "-z"]);
        return status.Succeeded ? WithFiles(directory, status.Output) : null;
    }

    // A file that differed before and was written again differs in its size or time.
    private static string WithFiles(string directory, string status)
    {
        var trace = new StringBuilder(status);
        foreach (var entry in status.Split(End, StringSplitOptions.RemoveEmptyEntries).Where(e => e[0] != '#').Take(MostFiles))
        {
            // Fields of a changed, a renamed and an unmerged entry before its path; an untracked one has its path at once.
            var fields = entry[0] switch { '1' => 8, '2' => 9, 'u' => 10, '?' => 1, _ => 0 };
            var file = new FileInfo(Path.Combine(directory, entry.Split(' ', fields + 1)[^1]));
            if (file.Exists)
                trace.Append(CultureInfo.InvariantCulture, $"{End}{file.Length} {file.LastWriteTimeUtc.Ticks}");
        }

        return trace.ToString();
    }
}
