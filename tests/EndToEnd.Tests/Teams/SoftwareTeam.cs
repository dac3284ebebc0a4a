using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>
/// A rehearsal team of five on a real git repository: its developers commit a file for each task. T1 and T2 write the same file and
/// conflict; T3 breaks the tests at first. The project starts on a branch besides main.
/// </summary>
internal sealed class SoftwareTeam : IDisposable
{
    private const string Developer = """
        when Task (?<id>T\d+) is yours
          run ./work.sh $MATCH_id
        when (?<id>T\d+) \(.*\) conflicts with what has landed, in
          run ./resolve.sh $MATCH_id
        when (?<id>T\d+) \(.*\) did not land
          run ./mend.sh $MATCH_id
        otherwise
          work 10ms
        """;

    private const string Tester = """
        when says that (?<id>T\d+) is done
          run until orc task result $MATCH_id --passed "I looked at it."; do sleep 0.2; done
        otherwise
          work 10ms
        """;

    private const string Quiet = "otherwise\n  work 10ms\n";

    // A command may meet a daemon that was just killed: as an agent would, it is given again.
    private const string Work = """
        #!/bin/sh
        again() { until "$@"; do sleep 0.2; done; }
        again orc task start "$1"
        until [ -e "$ORC_HOME/go" ]; do sleep 0.1; done
        case "$1" in
          T1|T2) echo "$1" > shared.txt ;;
          *) git merge -q orc/shop/integration ;;
        esac
        [ "$1" != T3 ] || touch broken
        sleep "$(cat pace)"
        echo "$1 by $ORC_AGENT" > "$1.txt"
        git add -A && git commit -qm "Work on $1"
        again orc task done "$1"
        """;

    private const string Resolve = """
        #!/bin/sh
        git merge -q orc/shop/integration
        printf 'T1\nT2\n' > shared.txt
        git add -A && git commit -qm "Both lines"
        until orc task done "$1"; do sleep 0.2; done
        """;

    private const string Mend = """
        #!/bin/sh
        git rm -q broken && git commit -qm "Mended"
        until orc task done "$1"; do sleep 0.2; done
        """;

    /// <param name="pace">How long each task takes at least, so that kills fall while it is worked on.</param>
    internal SoftwareTeam(TimeSpan pace)
    {
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "Ann");
        Git("config", "user.email", "ann@example.org");
        Directory.CreateDirectory(Path.Combine(Home.Work, ".rehearsal"));
        foreach (var (name, text) in new[]
        {
            (".rehearsal/developer.rehearsal", Developer), (".rehearsal/tester.rehearsal", Tester), (".rehearsal/project-manager.rehearsal", Quiet),
            ("work.sh", Work), ("resolve.sh", Resolve), ("mend.sh", Mend),
            ("pace", pace.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
            ("Makefile", "test:\n\tgit rev-parse HEAD >> \"$(ORC_HOME)/tested\"\n\ttest ! -e broken\n"),
        })
        {
            var path = Path.Combine(Home.Work, name);
            File.WriteAllText(path, text + "\n");
            if (name.EndsWith(".sh", StringComparison.Ordinal)) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        Git("add", "-A");
        Git("commit", "-q", "-m", "First");
        Git("checkout", "-q", "-b", "feature");
        Main = Git("rev-parse", "main");
        File.WriteAllText(Home.Spec, "---\nassignment: runtime\nteam: [developer:3, tester]\n---\nPROJECT: Shop\nGOAL: Build a shop that sells tea.\n");
    }

    internal OrcHome Home { get; } = new();

    /// <summary>What main was at the start.</summary>
    internal string Main { get; }

    internal void Launch() => _ = Home.Run("launch", "--spec", Home.Spec, "--project", Home.Work, "--profile", "rehearsal", "--json").Done;

    /// <summary>Twenty tasks, begun once all are there: three for the accidents, and chains that depend on them and on each other.</summary>
    internal void AddTasks()
    {
        for (var n = 1; n <= 20; n++)
        {
            string[] more = n switch
            {
                <= 3 => ["--owner", $"developer-{n}"],
                20 => ["--after", "T17", "T18", "T19"],
                > 6 => ["--after", $"T{n - 3}", $"T{n - 4}"],
                _ => [],
            };
            _ = Home.Run(["task", "add", $"Part {n}", "--project", "shop", .. more]).Done;
        }
        Assert.Equal(20, Tasks().Count);
        File.WriteAllText(Path.Combine(Home.Path, "go"), "");
    }

    internal IReadOnlyList<JsonElement> Tasks() => [.. Home.Run("task", "list", "--project", "shop", "--json").Done.Json.GetProperty("tasks").EnumerateArray()];

    /// <summary>How many tasks have landed, by git alone: it asks no daemon.</summary>
    internal int Landed
    {
        get
        {
            var history = Git("log", "--glob=refs/heads/orc/shop/integration*", "--first-parent", "--format=%s");
            return history.Split('\n').Count(s => s.StartsWith("Merge T", StringComparison.Ordinal));
        }
    }

    /// <summary>Kills the daemon if one runs at this moment, whatever it is doing.</summary>
    internal void KillDaemon()
    {
        if (Home.Run("daemon", "status", "--json") is not { Exit: 0 } status || status.Json.GetProperty("pid") is not { ValueKind: JsonValueKind.Number } pid) return;
        try
        {
            using var daemon = Process.GetProcessById(pid.GetInt32());
            daemon.Kill();
            daemon.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended just now.
        }
    }

    internal IReadOnlyList<JsonElement> Merges() => [.. Home.Run("merge", "list", "shop", "--json").Done.Json.GetProperty("merges").EnumerateArray()];

    /// <summary>Waits until every task is done, and says how all stands when it takes too long.</summary>
    internal void Finish(TimeSpan limit) => Eventually.Holds(
        () =>
        {
            var open = Tasks().Where(t => t.GetProperty("state").GetString() != "done").ToList();
            Assert.True(open.Count == 0, $"{open.Count} tasks are not done:\n{string.Join('\n', open)}\n{string.Join('\n', Merges().TakeLast(5))}");
        },
        limit);

    internal string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Home.Work, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().TrimEnd('\n');
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    public void Dispose()
    {
        Home.Run("daemon", "stop", "--with-agents"); // before its directory goes: scripts may still run
        Home.Dispose();
    }
}
