using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane send-keys</c>: what a person at the keyboard would press.</summary>
internal sealed class PaneSendKeysCommand : PaneCommand
{
    private readonly Argument<string[]> _keys = new("keys") { Description = "tmux's names (Enter, C-c, Escape, Up); what is no name is typed as it stands", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _literal = new("--literal", "-l") { Description = "All of it is text, no names" };

    internal PaneSendKeysCommand()
        : base("send-keys", "Type keys into a pane", "orc pane send-keys dev editor Escape ':w' Enter", "orc pane send-keys dev main C-c")
    {
        Add(_keys);
        Add(_literal);
    }

    protected override int Run(Invocation call)
    {
        var keys = call.Value(_keys);
        var answer = call.Daemon.Post(Address(call) + "/keys", new KeysRequest(keys, call.Value(_literal)), SessionJson.Default.KeysRequest, Repeat.Unsafe);
        return call.Answer(answer, to => to.WriteLine($"{keys.Length} {(keys.Length == 1 ? "key" : "keys")} typed into {Pane(call)}."));
    }
}

/// <summary><c>orc pane signal</c>: for what runs in the foreground.</summary>
internal sealed class PaneSignalCommand : PaneCommand
{
    private readonly Argument<string> _signal = new("signal") { Description = "TERM, INT, HUP, USR1 … or a number" };

    internal PaneSignalCommand()
        : base("signal", "Send a signal to the processes in a pane's foreground", "orc pane signal dev server TERM") => Add(_signal);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Post(Address(call) + "/signal", new SignalRequest(call.Value(_signal)), SessionJson.Default.SignalRequest, Repeat.Unsafe);
        return call.Answer(answer, to => to.WriteLine($"{call.Value(_signal)} sent to process {string.Join(", ", answer.Items("signalled").Select(p => p.GetRawText()))}."));
    }
}

/// <summary><c>orc pane interact</c>: the user's own terminal joins the pane.</summary>
internal sealed class PaneInteractCommand() : PaneCommand("interact", "Join a pane with this terminal; leave with Ctrl-b d", "orc pane interact dev main")
{
    protected override int Run(Invocation call)
    {
        var pane = call.Daemon.Get(Address(call)).GetProperty("pane");
        return TmuxAttach.Exec(
            call, pane.Text("session"),
            "select-window", "-t", $"={pane.Text("session")}:{pane.Text("window_id")}", ";",
            "select-pane", "-t", pane.Text("pane_id"), ";",
            "attach-session", "-t", $"={pane.Text("session")}");
    }
}
