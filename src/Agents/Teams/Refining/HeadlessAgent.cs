using Orchestrator.Agents.CodingAgents;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Orchestrator.Agents.Teams.Refining;

/// <summary>What an agent that was asked once wrote.</summary>
/// <param name="Text">Its answer.</param>
/// <param name="Problem">Why there is none; null when there is.</param>
public sealed record HeadlessAnswer(string Text, string? Problem = null);

/// <summary>Asks a coding agent's CLI once, without a terminal: the prompt on its standard input, the answer on its standard output.</summary>
/// <param name="profiles">How each CLI is called.</param>
/// <param name="environment">Variables besides the daemon's own.</param>
/// <param name="timeout">How long it may take before it is ended.</param>
/// <param name="time">The clock.</param>
public sealed class HeadlessAgent(Func<string, Profile> profiles, IReadOnlyDictionary<string, string> environment, TimeSpan timeout, TimeProvider time)
{
    private const int MaxAnswer = 1 << 20;
    private const int MaxWords = 300;

    /// <summary>The answer, or why there is none. Never throws for what the CLI does.</summary>
    public async Task<HeadlessAnswer> AskAsync(string profile, string directory, string prompt)
    {
        var command = profiles(profile).Headless;
        if (command.Count == 0) return new HeadlessAnswer("", $"the profile {profile} has no launch.headless, a command that answers one prompt");
        using var over = new CancellationTokenSource(timeout, time);
        try
        {
            using var process = Start(command, directory);
            return await TalkAsync(process, command[0], prompt, over.Token);
        }
        catch (Win32Exception)
        {
            return new HeadlessAnswer("", $"{command[0]} cannot be started; is it installed? (orc doctor)");
        }
    }

    private async Task<HeadlessAnswer> TalkAsync(Process process, string name, string prompt, CancellationToken over)
    {
        var (output, error) = (ReadAsync(process.StandardOutput, over), ReadAsync(process.StandardError, over));
        try
        {
            await WriteAsync(process, prompt, over);
            await process.WaitForExitAsync(over);
            var (answer, complaint) = (await output, await error);
            return process.ExitCode == 0 ? new HeadlessAnswer(answer) : new HeadlessAnswer("", $"{name} ended with code {process.ExitCode}: {Words(complaint.Length > 0 ? complaint : answer)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new HeadlessAnswer("", $"{name} took longer than {timeout.TotalSeconds:0.#} s and was ended (orchestrator.teams.refine-timeout)");
        }
    }

    private Process Start(IReadOnlyList<string> command, string directory)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        // It is no agent of ours: with the identity of one it could steer its team.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ORC_T", StringComparison.Ordinal) || n is "ORC_INCARNATION").ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.FileName = Found(command[0], start.Environment["PATH"]);
        return Process.Start(start)!;
    }

    /// <summary>.NET looks for programs on its own PATH, not on the one that the process gets.</summary>
    private static string Found(string program, string? path) => program.Contains('/', StringComparison.Ordinal)
        ? program
        : (path ?? "").Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists) ?? program;

    private static async Task WriteAsync(Process process, string prompt, CancellationToken over)
    {
        try
        {
            await process.StandardInput.WriteAsync(prompt.AsMemory(), over);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all of it; its exit code says why.
        }
    }

    /// <summary>The beginning; what comes after is read and left, so that the CLI does not wait for ever to be read.</summary>
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken over)
    {
        var (text, buffer) = (new StringBuilder(), new char[4096]);
        while (await from.ReadAsync(buffer, over) is > 0 and var count)
        {
            if (text.Length < MaxAnswer) text.Append(buffer, 0, Math.Min(count, MaxAnswer - text.Length));
        }
        return text.ToString();
    }

    private static string Words(string text)
    {
        var clean = Messaging.PlainText.Clean(text).Text.ReplaceLineEndings(" ").Trim();
        return clean.Length <= MaxWords ? clean.TrimEnd('.') : clean[..MaxWords] + "…";
    }
}
