using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane create</c>: a shell or a program in a new pane.</summary>
internal sealed class PaneCreateCommand : OrcCommand
{
    private readonly Argument<string> _session = new("session") { Description = "The session's name" };
    private readonly Option<string> _label = new("--label", "-l") { Description = "What it is called in its session", HelpName = "LABEL" };
    private readonly Option<string> _layout = new("--layout") { Description = "How its window is arranged then: tiled, even-horizontal, even-vertical, main-horizontal, main-vertical, development, monitoring or a saved one", HelpName = "LAYOUT" };
    private readonly Option<string> _command = new("--command", "-c") { Description = "Run this instead of a shell; the pane stays when it ends", HelpName = "CMD" };
    private readonly Option<string> _directory = new("--dir", "-d") { Description = "Where (default: where the session's first pane is)", HelpName = "DIR" };
    private readonly Option<string> _window = new("--window", "-w") { Description = "In this window, created when missing (default: beside the others)", HelpName = "NAME" };

    internal PaneCreateCommand()
        : base("create", "Create a pane", "orc pane create dev --label build --command 'make -j4'", "orc pane create dev --label shell --layout main-vertical")
    {
        Add(_session);
        foreach (Option option in (Option[])[_label, _layout, _command, _directory, _window])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        var directory = call.Value(_directory) is { } given ? Path.GetFullPath(given) : null;
        var request = new CreatePaneRequest(call.Value(_label), call.Value(_command), directory, call.Value(_window), call.Value(_layout));
        var answer = call.Daemon.Post($"/v1/sessions/{Uri.EscapeDataString(call.Value(_session))}/panes", request, SessionJson.Default.CreatePaneRequest, Repeat.Unsafe);
        return call.Answer(answer, to => PaneText.Write(to, [answer.GetProperty("pane")], call.Output.Colours));
    }
}
