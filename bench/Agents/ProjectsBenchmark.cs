using Orchestrator.Benchmarks.Tmux;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>Twenty projects of five agents at once, each in a git repository with worktrees, on a real daemon. Beside it a script with tmux and git alone.</summary>
internal static class ProjectsBenchmark
{
    private const int Projects = 20, Engineers = 4, Agents = Projects * (Engineers + 1), Steady = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Between = TimeSpan.FromMilliseconds(50), Look = TimeSpan.FromMilliseconds(50), Settling = TimeSpan.FromSeconds(10);
    private static readonly string[] Names = [.. Enumerable.Range(0, Projects).Select(n => $"project-{n}")];

    public static async Task RunAsync(RatioTable table)
    {
        using var home = new AgentHome();
        var spec = home.At("spec.md");
        await File.WriteAllTextAsync(spec, "# Bench\n\nGOAL: figures\n\nDELIVERABLES:\n- one\n- two\n");
        foreach (var name in Names.Concat(Names.Select(n => "bare-" + n))) Repository(home.At(name));
        home.Orc("daemon", "start");

        var scripted = Scripted(home);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Names.Select(name => Task.Run(() =>
            home.Orc("launch", "--spec", spec, "--project", home.At(name), "--name", name, "--roles", "developer:2,tester,reviewer", "--agent-command", "cat"))));
        var up = Stopwatch.GetElapsedTime(start);
        using var api = new DaemonApi(home);
        await AllReadAsync(api);
        var what = $"{Projects} projects × {Engineers + 1} agents";
        table.Add($"projects: {what} launched at once, windows up", up.TotalSeconds, "s", null, ("the same windows and worktrees by a script, one by one", scripted.TotalSeconds));
        table.Add("projects: and every brief delivered", Stopwatch.GetElapsedTime(start).TotalSeconds, "s", null);

        var peers = await DeliveryBenchmark.FixedDelayAsync("cat");
        var steady = await SteadyAsync(api);
        table.Add($"projects: stored → delivered, {1 / Between.TotalSeconds:0} messages a second over all, p50", steady.Percentile(50) / 1000, "ms", 30, ("paste, 500 ms, Enter by forks, as peers do", peers.Percentile(50) / 1000));
        table.Add("projects: the same, p99", steady.Percentile(99) / 1000, "ms", null, ("paste, 500 ms, Enter by forks, as peers do", peers.Percentile(99) / 1000));
        var burst = await BurstAsync(api);
        table.Add($"projects: a message to all {Agents} at the same moment, p50", burst.Percentile(50) / 1000, "ms", null, ("as peers do, one after the other", Agents / 2 * peers.Percentile(50) / 1000));
        table.Add("projects: the same, p99", burst.Percentile(99) / 1000, "ms", null, ("as peers do, one after the other", Agents * peers.Percentile(50) / 1000));

        var daemon = JsonDocument.Parse(home.Orc("daemon", "status", "--json")).RootElement.GetProperty("pid").GetInt32();
        var server = int.Parse(home.Tmux("display-message", "-p", "#{pid}"), CultureInfo.InvariantCulture);
        table.Add($"projects: memory of the daemon, {what}, at work", CpuMeter.Megabytes(daemon), "MB", null, ("the tmux server", CpuMeter.Megabytes(server)));
        await Task.Delay(Settling);
        table.Add("projects: the same, at rest", CpuMeter.Megabytes(daemon), "MB", null, ("the tmux server", CpuMeter.Megabytes(server)));
        table.Add($"projects: orc status over all {Agents}", Command.MedianMilliseconds(5, () => home.Orc("status")), "ms", 100, ("orc --version", Command.MedianMilliseconds(5, () => home.Orc("--version"))));
    }

    private static void Repository(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "README.md"), "bench\n");
        Command.Run("git", ["-C", directory, "init", "-q", "-b", "main"]);
        Command.Run("git", ["-C", directory, "add", "-A"]);
        Command.Run("git", ["-C", directory, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "-q", "-m", "First"]);
    }

    /// <summary>What a script does for the same: a session, windows and worktrees, by forks of tmux and git.</summary>
    private static TimeSpan Scripted(AgentHome home)
    {
        var socket = home.At("bare.sock");
        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var name in Names)
            {
                var directory = home.At("bare-" + name);
                Command.Run("tmux", ["-S", socket, "-f", "/dev/null", "new-session", "-d", "-s", name, "-c", directory, "cat"]);
                for (var n = 0; n < Engineers; n++)
                {
                    var worktree = $"{directory}-{n}";
                    Command.Run("git", ["-C", directory, "worktree", "add", "-q", "-b", $"agent-{n}", worktree]);
                    Command.Run("tmux", ["-S", socket, "new-window", "-d", "-t", $"={name}:", "-n", $"agent-{n}", "-c", worktree, "cat"]);
                }
            }
            return clock.Elapsed;
        }
        finally
        {
            Command.Run("tmux", ["-S", socket, "kill-server"]);
        }
    }

    private static string Target(int number) => $"{Names[number % Projects]}:{new[] { "project-manager", "developer-1", "developer-2", "tester", "reviewer" }[number / Projects % (Engineers + 1)]}";

    private static async Task AllReadAsync(DaemonApi api)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience;)
        {
            var agents = await api.AgentsAsync();
            if (agents.Count == Agents && agents.All(a => a.GetProperty("unread").GetInt32() == 0 && a.GetProperty("pane_id").ValueKind is JsonValueKind.String)) return;
            await Task.Delay(Look);
        }
        throw new InvalidOperationException("Not every agent got its messages.");
    }

    private static async Task<Samples> SteadyAsync(DaemonApi api)
    {
        var sent = new List<string>();
        for (var n = 0; n < Steady; n++)
        {
            var next = Task.Delay(Between);
            sent.Add(await api.SendAsync(Target(n), $"Message {n} of ordinary length, as agents write them."));
            await next;
        }
        return await DeliveredAsync(api, sent);
    }

    private static async Task<Samples> BurstAsync(DaemonApi api)
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, Agents).Select(n => api.SendAsync(Target(n), "A message to everybody, of ordinary length.")));
        return await DeliveredAsync(api, sent);
    }

    private static async Task<Samples> DeliveredAsync(DaemonApi api, IReadOnlyCollection<string> sent)
    {
        await AllReadAsync(api);
        var deliveries = await api.DeliveriesAsync(sent.Count);
        var samples = new Samples();
        foreach (var id in sent) samples.Add(deliveries.TryGetValue(id, out var took) ? took : throw new InvalidOperationException($"{id} is not among the last {sent.Count} messages that were delivered."));
        return samples;
    }
}
