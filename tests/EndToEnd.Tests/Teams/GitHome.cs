using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>A home whose project directory is a git repository with one commit on main.</summary>
internal sealed class GitHome : IDisposable
{
    internal GitHome(bool init = true)
    {
        if (!init) return;
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "Ann");
        Git("config", "user.email", "ann@example.org");
        Write("README.md", "tea\n");
        Git("add", "-A");
        Git("commit", "-q", "-m", "First");
    }

    internal OrcHome Home { get; } = new();

    internal string Worktrees => Path.Combine(Home.Path, "worktrees");

    internal void Write(string name, string text) => File.WriteAllText(Path.Combine(Home.Work, name), text);

    internal string Git(params string[] arguments) => GitIn(Home.Work, arguments);

    internal static string GitIn(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "protocol.file.allow=always", .. arguments]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().TrimEnd('\n');
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>Launches the default team, each member reading its terminal into a file.</summary>
    internal Finished Launch(params string[] more) =>
        Home.Run(["launch", "--spec", Home.Spec, "--project", Home.Work, "--agent-command", OrcHome.Recording, "--json", .. more]);

    /// <summary>What a launch would say of its plan.</summary>
    internal string Plan(params string[] more) =>
        string.Join('\n', Launch(["--dry-run", .. more]).Done.Json.GetProperty("plan").GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));

    public void Dispose() => Home.Dispose();
}
