using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane status</c>: how a pane stands.</summary>
internal sealed class PaneStatusCommand() : PaneCommand("status", "How a pane stands", "orc pane status dev build --json")
{
    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get(Address(call));
        return call.Answer(answer, to => PaneText.Write(to, [answer.GetProperty("pane")], call.Output.Colours));
    }
}

/// <summary><c>orc pane is-running</c>: whether something else than a waiting shell has the terminal.</summary>
internal sealed class PaneIsRunningCommand : PaneCommand
{
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when it is not" };

    internal PaneIsRunningCommand()
        : base("is-running", "Whether a command runs in a pane", "orc pane is-running dev build --check && echo busy") => Add(_check);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get(Address(call) + "/running");
        var running = answer.GetProperty("running").GetBoolean();
        var done = call.Answer(answer, to => to.WriteLine(running ? $"yes: {answer.Text("command")}" : $"no: {answer.Text("state")}"));
        return call.Value(_check) && !running ? ExitCode.Failed : done;
    }
}

/// <summary><c>orc pane wait</c>: until the command in a pane has ended.</summary>
internal sealed class PaneWaitCommand : PaneCommand
{
    private readonly Option<string> _timeout = CommonArguments.Timeout("At most so long");

    internal PaneWaitCommand()
        : base("wait", "Wait until a pane's shell waits again, or its program has ended", "orc pane wait dev build --timeout 10m") => Add(_timeout);

    protected override int Run(Invocation call)
    {
        var request = new WaitRequest(CommonArguments.Seconds(call, _timeout));
        var answer = call.Daemon.Post(Address(call) + "/wait", request, SessionJson.Default.WaitRequest, Repeat.Safe);
        if (answer.GetProperty("timed_out").GetBoolean())
            throw CommandFailure.TimedOut($"Pane {Pane(call)} of session {Session(call)} is still running after {call.Value(_timeout)}.", "It goes on; end it: orc pane signal, orc pane kill");
        return call.Answer(answer, to => PaneText.Write(to, [answer.GetProperty("pane")], call.Output.Colours));
    }
}

/// <summary><c>orc pane kill</c>: its processes and itself.</summary>
internal sealed class PaneKillCommand : PaneCommand
{
    private readonly Option<bool> _force = new("--force") { Description = "Even an agent's; its supervisor then starts it again" };

    internal PaneKillCommand()
        : base("kill", "End every process of a pane, then the pane", "orc pane kill dev build") => Add(_force);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Delete(Address(call) + (call.Value(_force) ? "?force=true" : ""), Repeat.Unsafe);
        return call.Answer(answer, to => to.WriteLine($"Pane {Pane(call)} of session {Session(call)} is gone."));
    }
}

/// <summary><c>orc pane metrics</c>: what a pane's processes cost.</summary>
internal sealed class PaneMetricsCommand() : PaneCommand("metrics", "Processor time and memory of a pane's processes", "orc pane metrics dev build")
{
    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get(Address(call) + "/metrics");
        return call.Answer(answer, to =>
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.GetProperty("cpu_percent").GetDouble():0.0} % of a core, {answer.GetProperty("cpu_seconds").GetDouble():0.00} s, {answer.GetProperty("rss_bytes").GetInt64() / 1048576.0:0.0} MiB"));
            var table = new Table("PID", "CPU s", "MiB", "COMMAND");
            foreach (var p in answer.Items("processes"))
                table.Add(p.Text("pid"), p.GetProperty("cpu_seconds").GetDouble().ToString("0.00", CultureInfo.InvariantCulture), (p.GetProperty("rss_bytes").GetInt64() / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture), p.Text("command_line"));
            table.Write(to, call.Output.Colours);
        });
    }
}
