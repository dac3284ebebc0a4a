using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Panes;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Subscriptions;

/// <summary><c>orc subscribe …</c>: a verb for each kind of event.</summary>
internal static class SubscribeCommands
{
    internal static Command Build() => new CommandGroup(
        "subscribe", "Have something done when something happens in a pane",
        new SubscribeCommand("pattern", "At each occurrence of a regular expression in the output", "regex", "A regular expression", "orc subscribe pattern build main 'error: .*' --run 'notify-send \"$ORC_EVENT_MATCH\"'"),
        new SubscribeCommand("exit", "When the pane's program ends", null, null, "orc subscribe exit build main --send shop \"The build has ended.\""),
        new SubscribeCommand("output", "At the first output after a silence", null, null, "orc subscribe output build main --run ./awake.sh"),
        new SubscribeCommand("silence", "When nothing was written for so long", "duration", "E.g. 30s or 5m; a bare number is seconds", "orc subscribe silence build main 5m --send shop \"It has stopped.\""),
        new SubscribeCommand("timeout", "When the program still runs after so long", "duration", "E.g. 30s or 5m; a bare number is seconds", "orc subscribe timeout build main 30m --close"),
        new SubscribeCommand("bell", "When the terminal's bell rings", null, null, "orc subscribe bell build main --run ./look.sh"),
        new SubscribeCommand("title", "When the terminal gets a new title", null, null, "orc subscribe title build main --run 'echo \"$ORC_EVENT_MATCH\" >> titles'"));

    internal static TimeSpan Duration(string text) => Durations.TryParse(text, TimeSpan.FromSeconds(1), out var duration)
        ? duration
        : throw CommandFailure.Usage($"\"{text}\" is no duration.", "Write for example 30s, 15m or 2h; a bare number is seconds.");
}

/// <summary>One kind of <c>orc subscribe</c>.</summary>
internal sealed class SubscribeCommand : OrcCommand
{
    private readonly Argument<string> _session = StreamCommands.Session();
    private readonly Argument<string> _pane = StreamCommands.Pane();
    private readonly Argument<string>? _more;
    private readonly Option<string> _run = new("--run") { Description = "Run a command: the event is in ORC_EVENT_… and as JSON on its standard input", HelpName = "CMD" };
    private readonly Option<string[]> _send = new("--send") { Description = "Send a message: the target, then the text", HelpName = "T TEXT", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _spawn = new("--spawn") { Description = "Create a pane in the session: \"LABEL: COMMAND\"", HelpName = "LABEL: CMD" };
    private readonly Option<bool> _close = new("--close") { Description = "End the pane" };
    private readonly Option<string[]> _keys = new("--keys") { Description = "Type keys into the pane, by tmux's names", HelpName = "KEYS", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _log = new("--log") { Description = "Do nothing but record it: see orc subscriptions log" };
    private readonly Option<bool> _once = new("--once") { Description = "Only the first time" };
    private readonly Option<bool> _ignoreEcho = new("--ignore-echo") { Description = "Leave out the echo of commands that are typed" };
    private readonly Option<int?> _rate = new("--rate") { Description = "At most so many firings a second; more are counted and left out", HelpName = "N" };

    internal SubscribeCommand(string name, string description, string? argument, string? argumentDescription, string example)
        : base(name, description, example)
    {
        Add(_session);
        Add(_pane);
        if (argument is not null) Add(_more = new Argument<string>(argument) { Description = argumentDescription });
        foreach (Option option in (Option[])[_run, _send, _spawn, _close, _keys, _log, _once, _ignoreEcho, _rate]) Add(option);
    }

    protected override int Run(Invocation call)
    {
        if (new Option[] { _run, _send, _spawn, _close, _keys, _log }.Count(call.Has) != 1)
            throw CommandFailure.Usage("Exactly one of --run, --send, --spawn, --close, --keys and --log says what is to be done.", $"Write for example: {Examples[0]}");
        var more = _more is null ? null : call.Value(_more);
        var request = new SubscribeRequest(Name, call.Value(_session), call.Value(_pane), ActionOf(call), RequestKey.New())
        {
            Pattern = Name == "pattern" ? more : null,
            AfterSeconds = Name is "silence" or "timeout" ? SubscribeCommands.Duration(more!).TotalSeconds : null,
            Text = call.Value(_run) ?? (call.Has(_send) ? call.Value(_send)![1] : call.Has(_spawn) ? Spawned(call).Command : null),
            Target = call.Has(_send) ? call.Value(_send)![0] : null,
            Label = call.Has(_spawn) ? Spawned(call).Label : null,
            Keys = call.Has(_keys) ? call.Value(_keys) : null,
            Once = call.Value(_once),
            IgnoreEcho = call.Value(_ignoreEcho),
            Rate = call.Value(_rate),
        };
        var answer = call.Daemon.Post("/v1/subscriptions", request, ApiJson.Default.SubscribeRequest, Repeat.Safe);
        if (answer.Text("warning") is { Length: > 0 } warning) call.Output.Progress($"orc subscribe pattern: {warning}");
        return call.Answer(answer, to => to.WriteLine((answer.Object("subscription") ?? default).Text("id")));
    }

    private string ActionOf(Invocation call) =>
        call.Has(_run) ? "run" : call.Has(_send) ? "send" : call.Has(_spawn) ? "spawn" : call.Has(_close) ? "close" : call.Has(_keys) ? "keys" : "log";

    private (string Label, string Command) Spawned(Invocation call)
    {
        var text = call.Value(_spawn)!;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text[(colon + 1)..].Trim() is { Length: > 0 } command
            ? (text[..colon].Trim(), command)
            : throw CommandFailure.Usage($"\"{text}\" is not LABEL: COMMAND.", "Write for example: --spawn \"debug: gdb -p 17\"");
    }
}
