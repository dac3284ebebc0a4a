namespace Orchestrator.Benchmarks.Agents;

/// <summary>A command from its start to its end, as whoever types it waits for it.</summary>
internal static class CommandTimeBenchmark
{
    private const int Runs = 21;

    public static Task RunAsync(RatioTable table)
    {
        using var home = new AgentHome();
        home.Orc("status"); // starts the daemon, outside the measurement
        Command.Run("tmux", ["-S", home.TmuxSocket, "new-session", "-d", "cat"]);
        var tmux = Command.MedianMilliseconds(Runs, () => home.Tmux("list-panes", "-a"));
        var status = Command.MedianMilliseconds(Runs, () => home.Orc("status"));
        var version = Command.MedianMilliseconds(Runs, () => Command.Run(Checkout.Script, ["--version"], home.Path));
        table.Add("command: orc status, p50", status, "ms", 100, ("tmux list-panes -a", tmux));
        table.Add("command: ./orc --version with its look for changed sources, p50", version, "ms", 150, ("tmux list-panes -a", tmux));
        Hooks(table, home);
        return Task.CompletedTask;
    }

    // What an agent's CLI waits for at each of its events, and most often in vain for an answer.
    private static void Hooks(RatioTable table, AgentHome home)
    {
        File.WriteAllText(home.At("spec.md"), "PROJECT: Hooks\nGOAL: Be measured.\n");
        home.Orc("launch", "--spec", home.At("spec.md"), "--project", home.Path, "--name", "hooks", "--roles", "developer", "--agent-command", "env > \"$ORC_HOME/env-$ORC_AGENT.new\"; mv \"$ORC_HOME/env-$ORC_AGENT.new\" \"$ORC_HOME/env-$ORC_AGENT\"; exec cat");
        if (!SpinWait.SpinUntil(() => File.Exists(home.At("env-developer")), TimeSpan.FromSeconds(30))) throw new InvalidOperationException("The agent did not write its variables.");
        var agent = File.ReadLines(home.At("env-developer")).Where(line => line.StartsWith("ORC_", StringComparison.Ordinal)).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var start = Command.MedianMilliseconds(Runs, () => Command.Run(Checkout.Launcher, ["hook"], home.Path));
        var told = Command.MedianMilliseconds(Runs, () => Hook(agent));
        home.Orc("daemon", "stop");
        var away = Command.MedianMilliseconds(Runs, () => Hook(agent));
        table.Add("command: orc hook, p50", told, "ms", 60, ("start of the executable, nothing told", start));
        table.Add("command: orc hook, the daemon away, p50", away, "ms", 60, ("start of the executable, nothing told", start));
    }

    private static string Hook(IReadOnlyDictionary<string, string> agent) =>
        Command.Run(Checkout.Launcher, ["hook"], variables: agent, input: """{"hook_event_name":"Stop","session_id":"s"}""");
}
