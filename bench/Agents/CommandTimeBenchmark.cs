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
        return Task.CompletedTask;
    }
}
