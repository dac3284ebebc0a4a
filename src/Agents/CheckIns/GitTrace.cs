using System.ComponentModel;
using System.Diagnostics;
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
    /// <param name="directory">An absolute path.</param>
    /// <param name="limit">How long git may take; then it is ended.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null when it could not be looked.</returns>
    public static async Task<string?> LookAsync(string directory, TimeSpan limit, TimeProvider time)
    {
        try
        {
            return IsInRepository(directory) ? await StatusAsync(directory, limit, time) : NoRepository;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception or OperationCanceledException)
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

    private static async Task<string?> StatusAsync(string directory, TimeSpan limit, TimeProvider time)
    {
        var start = new ProcessStartInfo(
            "git", ["--no-optional-locks", "-c", "core.fsmonitor=false", "-C", directory, "status", "--porcelain=v2", "--branch", "-z"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var over = new CancellationTokenSource(limit, time);
        try
        {
            var error = process.StandardError.ReadToEndAsync(over.Token);
            var output = await process.StandardOutput.ReadToEndAsync(over.Token);
            await error;
            await process.WaitForExitAsync(over.Token);
            return process.ExitCode == 0 ? WithFiles(directory, output) : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
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
