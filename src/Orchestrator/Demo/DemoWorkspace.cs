using System.Diagnostics;

namespace Orchestrator.Demo;

/// <summary>The places of one demo: a small git project and a home of its own, in a temporary directory that is left for a look.</summary>
internal sealed class DemoWorkspace
{
    private static string Example { get; } = Path.Combine(AppContext.BaseDirectory, "examples", "rehearsal");

    private DemoWorkspace(string root) => Root = root;

    public string Root { get; }

    /// <summary>ORC_HOME of the demo; no other project is ever seen or touched.</summary>
    public string Home => Path.Combine(Root, "home");

    public string Project => Path.Combine(Root, "greeter");

    public string Spec => Path.Combine(Root, "greeter.md");

    /// <summary>Copies the example and makes it a git repository with one commit.</summary>
    /// <exception cref="IOException">The example is not beside the program, or there is no room.</exception>
    /// <exception cref="InvalidOperationException">git refused.</exception>
    public static DemoWorkspace Create()
    {
        var workspace = new DemoWorkspace(Directory.CreateTempSubdirectory("orc-demo-").FullName);
        Directory.CreateDirectory(workspace.Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Copy(Path.Combine(Example, "project"), workspace.Project);
        File.Copy(Path.Combine(Example, "greeter.md"), workspace.Spec);
        workspace.Git("init", "-q", "-b", "main");
        // A name for this repository alone: a machine without one of its own can commit too.
        workspace.Git("config", "user.name", "Rehearsal agent");
        workspace.Git("config", "user.email", "rehearsal@localhost");
        workspace.Git("add", "-A");
        workspace.Git("commit", "-q", "-m", "A greeter that knows no names");
        return workspace;
    }

    /// <summary>The commits on the agents' branches, newest first, one a line.</summary>
    public IReadOnlyList<string> Commits() => Git("log", "--all", "--format=%h %s").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Project, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result.Trim()}");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var directory in Directory.GetDirectories(from))
            Copy(directory, Path.Combine(to, Path.GetFileName(directory)));
    }
}
