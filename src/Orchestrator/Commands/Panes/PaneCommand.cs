using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary>A verb about one pane of one session.</summary>
internal abstract class PaneCommand : OrcCommand
{
    private readonly Argument<string> _session = new("session") { Description = "The session's name" };
    private readonly Argument<string> _pane = new("pane") { Description = "Its label, its index in the session, or its id (%3)" };

    protected PaneCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description, examples)
    {
        Add(_session);
        Add(_pane);
    }

    protected string Session(Invocation call) => call.Value(_session);

    protected string Pane(Invocation call) => call.Value(_pane);

    /// <summary>The pane's address in the API.</summary>
    protected string Address(Invocation call) => $"/v1/sessions/{Uri.EscapeDataString(Session(call))}/panes/{Uri.EscapeDataString(Pane(call))}";
}
