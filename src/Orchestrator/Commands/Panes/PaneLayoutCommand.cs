using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane layout</c>: arranges a window, or keeps its arrangement under a name.</summary>
internal sealed class PaneLayoutCommand : OrcCommand
{
    private readonly Argument<string> _session = new("session") { Description = "The session's name" };
    private readonly Argument<string?> _layout = new("layout") { Description = "tiled, even-horizontal, even-vertical, main-horizontal, main-vertical, development, monitoring or a saved one", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _save = new("--save") { Description = "Keep the arrangement and the labels under this name", HelpName = "NAME" };
    private readonly Option<string> _window = new("--window", "-w") { Description = "Which window (default: the first without agents)", HelpName = "NAME" };

    internal PaneLayoutCommand()
        : base("layout", "Arrange the panes of a window", "orc pane layout dev main-vertical", "orc pane layout dev --save review")
    {
        Add(_session);
        Add(_layout);
        Add(_save);
        Add(_window);
    }

    protected override int Run(Invocation call)
    {
        var request = new LayoutRequest(call.Optional(_layout), call.Value(_save), call.Value(_window));
        if (request is { Layout: null, Save: null })
            throw CommandFailure.Usage("Neither a layout nor --save NAME is given.", "See: orc pane layout --help");
        var answer = call.Daemon.Post($"/v1/sessions/{Uri.EscapeDataString(call.Value(_session))}/layout", request, SessionJson.Default.LayoutRequest, Repeat.Safe);
        return call.Answer(answer, to =>
        {
            if (request.Save is { } name) to.WriteLine($"Saved as {name}: orc session create NAME --layout {name}");
            PaneText.Write(to, answer.Items("panes"), call.Output.Colours);
        });
    }
}
