using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Commands.Panes;

/// <summary>The verbs of <c>orc pane</c> about what a pane writes.</summary>
internal static class StreamCommands
{
    internal static IEnumerable<Command> Verbs => [new PaneStreamCommand(), new PaneTailCommand(), new PaneWatchCommand(), new PaneRecordCommand()];

    internal static Argument<string> Session() => new("session") { Description = "The session's name" };

    internal static Argument<string> Pane() => new("pane") { Description = "The pane's label, its agent's name, its index in the session, or its id (%3)" };

    internal static string PathOf(string session, string pane, string verb) => $"/v1/sessions/{Uri.EscapeDataString(session)}/panes/{Uri.EscapeDataString(pane)}/{verb}";

    /// <summary>Writes a stream to its end.</summary>
    /// <exception cref="CommandFailure">The daemon ended first.</exception>
    internal static int Follow(Invocation call, string path, bool endsByItself = false)
    {
        call.Daemon.EnsureStarted();
        using var bytes = Console.OpenStandardOutput();
        foreach (var line in call.Daemon.Follow(path))
        {
            using var parsed = JsonDocument.Parse(line);
            var e = parsed.RootElement;
            if (call.Output.Json) call.Output.StreamObject(call.Command, e);
            else Write(call, e, bytes);
            if (e.Text("event") == "ended") return ExitCode.Done;
        }

        return endsByItself ? ExitCode.Done : throw CommandFailure.Unreachable("The daemon ended.", $"Any command starts it again: orc {call.Command}");
    }

    private static void Write(Invocation call, JsonElement e, Stream bytes)
    {
        switch (e.Text("event"))
        {
            case "output" when e.TryGetProperty("data", out var data):
                bytes.Write(data.GetBytesFromBase64());
                bytes.Flush();
                break;
            case "output":
                bytes.Write(Encoding.UTF8.GetBytes(e.GetProperty("text").GetString()!));
                bytes.Flush();
                break;
            case "missed":
                call.Output.Progress(e.Text("bytes") is { Length: > 0 } count
                    ? $"orc {call.Command}: {count} bytes were missed here: this reader was too slow for what is kept (orchestrator.recording)."
                    : $"orc {call.Command}: output is missing here: nobody recorded for a while, e.g. because the daemon did not run.");
                break;
            case "ended" when e.Text("reason") != "exited":
                call.Output.Progress($"orc {call.Command}: the stream ended: {e.Text("reason")}.");
                break;
        }
    }
}

/// <summary><c>orc pane stream</c>.</summary>
internal sealed class PaneStreamCommand : OrcCommand
{
    private readonly Argument<string> _session = StreamCommands.Session();
    private readonly Argument<string> _pane = StreamCommands.Pane();
    private readonly Option<string> _filter = new("--filter") { Description = "Only lines in which this regular expression is found", HelpName = "REGEX" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Every byte as it came, escape sequences too (the default without --filter and --json)" };
    private readonly Option<bool> _text = new("--text") { Description = "Plain text, without escape sequences" };
    private readonly Option<bool> _sinceStart = new("--since-start") { Description = "First what was recorded, then what comes" };

    internal PaneStreamCommand()
        : base("stream", "What a pane writes, as it comes", "orc pane stream shop developer", "orc pane stream build 0 --filter 'error|warning'", "orc pane stream build 0 --raw --since-start > build.out")
    {
        Add(_session);
        Add(_pane);
        foreach (Option option in (Option[])[_filter, _raw, _text, _sinceStart]) Add(option);
    }

    protected override int Run(Invocation call)
    {
        if (call.Value(_raw) && (call.Value(_text) || call.Has(_filter))) throw CommandFailure.Usage("--raw cannot be given with --text or --filter.", "Write one of them.");
        var raw = call.Value(_raw) || !(call.Value(_text) || call.Has(_filter) || call.Output.Json);
        var query = $"?raw={(raw ? "true" : "false")}&since_start={(call.Value(_sinceStart) ? "true" : "false")}";
        if (call.Value(_filter) is { } filter) query += "&filter=" + Uri.EscapeDataString(filter);
        return StreamCommands.Follow(call, StreamCommands.PathOf(call.Value(_session), call.Value(_pane), "stream") + query);
    }
}

/// <summary><c>orc pane tail</c>.</summary>
internal sealed class PaneTailCommand : OrcCommand
{
    private readonly Argument<string> _session = StreamCommands.Session();
    private readonly Argument<string> _pane = StreamCommands.Pane();
    private readonly Option<int> _lines = new("--lines", "-n") { Description = "The last so many", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with what comes" };

    internal PaneTailCommand()
        : base("tail", "A pane's last lines", "orc pane tail shop developer --lines 50", "orc pane tail build 0 --follow")
    {
        Add(_session);
        Add(_pane);
        Add(_lines);
        Add(_follow);
    }

    protected override int Run(Invocation call)
    {
        var follow = call.Value(_follow);
        var query = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?lines={call.Value(_lines)}&follow={(follow ? "true" : "false")}");
        return StreamCommands.Follow(call, StreamCommands.PathOf(call.Value(_session), call.Value(_pane), "tail") + query, endsByItself: !follow);
    }
}
