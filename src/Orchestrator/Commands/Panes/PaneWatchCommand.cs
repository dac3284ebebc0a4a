using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane watch</c>: until a pattern is there.</summary>
internal sealed class PaneWatchCommand : OrcCommand
{
    private readonly Argument<string> _session = StreamCommands.Session();
    private readonly Argument<string> _pane = StreamCommands.Pane();
    private readonly Argument<string> _pattern = new("regex") { Description = "A regular expression" };
    private readonly Option<string> _timeout = new("--timeout", "-t") { Description = "At most so long (30s, 15m; a bare number is seconds); else exit code 124", HelpName = "DURATION" };
    private readonly Option<bool> _new = new("--new") { Description = "What is on the screen already does not count, nor the echo of commands" };

    internal PaneWatchCommand()
        : base("watch", "Wait until a pattern is on a pane's screen, or comes", "orc pane watch build 0 'Build succeeded' --timeout 5m", "orc pane watch shop developer 'error: .*' --new")
    {
        Add(_session);
        Add(_pane);
        Add(_pattern);
        Add(_timeout);
        Add(_new);
    }

    protected override int Run(Invocation call)
    {
        double? timeout = null;
        if (call.Value(_timeout) is { } text)
        {
            timeout = Durations.TryParse(text, TimeSpan.FromSeconds(1), out var duration)
                ? duration.TotalSeconds
                : throw CommandFailure.Usage($"\"{text}\" is no duration for --timeout.", "Write for example 30s, 15m or 2h; a bare number is seconds.");
        }

        var request = new WatchRequest(call.Value(_pattern), timeout, call.Value(_new));
        var answer = call.Daemon.Post(StreamCommands.PathOf(call.Value(_session), call.Value(_pane), "watch"), request, ApiJson.Default.WatchRequest, Repeat.Safe);
        if (answer.Text("warning") is { Length: > 0 } warning) call.Output.Progress($"orc pane watch: {warning}");
        if (answer.GetProperty("found").GetBoolean()) return call.Answer(answer, to => to.WriteLine(answer.Text("line")));
        throw answer.Text("source") == "timeout"
            ? CommandFailure.TimedOut($"{call.Value(_pattern)} has not come within {call.Value(_timeout)}.", $"See the pane: orc pane tail {call.Value(_session)} {call.Value(_pane)}")
            : CommandFailure.Failed($"The pane's program ended, and {call.Value(_pattern)} had not come.", $"See the pane: orc pane tail {call.Value(_session)} {call.Value(_pane)}");
    }
}

/// <summary><c>orc pane record</c>.</summary>
internal sealed class PaneRecordCommand : OrcCommand
{
    private readonly Argument<string> _session = StreamCommands.Session();
    private readonly Argument<string> _pane = StreamCommands.Pane();
    private readonly Argument<string> _state = new("state") { Description = "on or off" };

    internal PaneRecordCommand()
        : base("record", "Keep what a pane writes, for pane stream --since-start", "orc pane record build 0 on")
    {
        Add(_session);
        Add(_pane);
        Add(_state.AcceptOnlyFromAmong("on", "off"));
    }

    protected override int Run(Invocation call)
    {
        var on = call.Value(_state) == "on";
        var answer = call.Daemon.Post(StreamCommands.PathOf(call.Value(_session), call.Value(_pane), "record"), new RecordRequest(on), ApiJson.Default.RecordRequest, Repeat.Safe);
        return call.Answer(answer, to => to.WriteLine(on ? $"{answer.Text("pane_id")} is recorded from now on." : $"{answer.Text("pane_id")} is not recorded any more."));
    }
}
