using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Worktrees;

/// <summary>Runs git as a process: in English, without prompts, editors, hooks or a person's environment, and never longer than allowed.</summary>
/// <param name="options">The program and its time.</param>
/// <param name="time">The clock of the timeout.</param>
public sealed class GitRunner(GitOptions options, TimeProvider time)
{
    // The user's hooks are for the user's own commands; what a queue or a worktree needs of git must not depend on them.
    private static readonly string[] Always =
        ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.fsmonitor=false", "-c", "advice.detachedHead=false"];

    private const int LockTaken = 75;

    /// <summary>Runs a command and returns what it wrote.</summary>
    /// <exception cref="GitException">It refused, could not be started or took too long.</exception>
    public async Task<string> RunAsync(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        var result = await TryAsync(directory, arguments, environment, input);
        return result.Succeeded ? result.Line : throw Refused(arguments, result);
    }

    /// <summary>Runs a command whose refusal says something.</summary>
    /// <exception cref="GitException">It could not be started or took too long.</exception>
    public Task<GitResult> TryAsync(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null) =>
        RunAsync(options.Command, [.. Always, .. arguments], directory, arguments, environment, input);

    /// <summary>Runs a command that changes something, one at a time for a lock file: one that a killed daemon left running is waited for.</summary>
    /// <exception cref="GitException">It refused, could not be started or took too long.</exception>
    public async Task<string> RunLockedAsync(string lockFile, string directory, IReadOnlyList<string> arguments)
    {
        var wait = ((int)Math.Ceiling(options.Timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string[] locked = ["-w", wait, "-E", LockTaken.ToString(CultureInfo.InvariantCulture), lockFile, options.Command, .. Always, .. arguments];
        var result = await RunAsync("flock", locked, directory, arguments, null, null);
        if (result.ExitCode == LockTaken)
            throw new GitException(GitFailure.TimedOut, $"Another git command of ours holds {lockFile} for longer than {wait} s.");
        return result.Succeeded ? result.Line : throw Refused(arguments, result);
    }

    private static GitException Refused(IReadOnlyList<string> arguments, GitResult result) =>
        new(GitFailure.Refused, $"git {Words(arguments)} failed ({result.ExitCode}): {(result.Error.Length > 0 ? result.Error : result.Line)}");

    private static string Words(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Take(8)) + (arguments.Count > 8 ? " …" : "");

    private async Task<GitResult> RunAsync(
        string program, IReadOnlyList<string> words, string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, string? input)
    {
        using var process = Start(program, words, directory, environment);
        using var over = new CancellationTokenSource(options.Timeout, time);
        var output = process.StandardOutput.ReadToEndAsync(over.Token);
        var error = process.StandardError.ReadToEndAsync(over.Token);
        try
        {
            await WriteAsync(process, input);
            await process.WaitForExitAsync(over.Token);
            return new GitResult(process.ExitCode, await output, (await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new GitException(GitFailure.TimedOut, $"git {Words(arguments)} took longer than {options.Timeout.TotalSeconds:0.#} s and was ended (orchestrator.git.timeout).");
        }
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all of it; its exit code says why.
        }
    }

    private static Process Start(string program, IReadOnlyList<string> words, string directory, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("GIT_", StringComparison.Ordinal) && n is not ("GIT_SSH" or "GIT_SSH_COMMAND")).ToList())
            start.Environment.Remove(name); // GIT_DIR and the like would lead it into another repository
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_EDITOR"] = "true";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new GitException(GitFailure.Missing, $"{program} was not started.");
        }
        catch (Win32Exception e)
        {
            throw new GitException(GitFailure.Missing, Directory.Exists(directory) ? $"{program} cannot be started: {e.Message}" : $"The directory {directory} does not exist.");
        }
    }
}
