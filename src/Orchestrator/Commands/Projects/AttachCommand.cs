using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc attach</c>: becomes the tmux client that shows an agent's window.</summary>
internal sealed class AttachCommand : OrcCommand
{
    private readonly Argument<string?> _target = new("target")
    {
        Description = "project:agent, project (its project manager) or orchestrator (default: the one project there is)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal AttachCommand()
        : base("attach", "Watch an agent in its tmux window, and type into it; leave with Ctrl-b d", "orc attach shop:developer") => Add(_target);

    protected override int Run(Invocation call)
    {
        var agent = Find(call);
        var session = agent.Text("session");
        if (agent.Text("pane_id").Length == 0)
            throw CommandFailure.NotFound($"{agent.Text("target")} has no window now; it is {agent.Text("state")}.", $"Start it: orc agent restart {agent.Text("target")}");
        return TmuxAttach.Exec(call, session, "attach-session", "-t", $"={session}:={agent.Text("window")}");
    }

    private JsonElement Find(Invocation call)
    {
        if (call.Optional(_target) is { } target)
            return call.Daemon.Get($"/v1/agents/{Uri.EscapeDataString(target)}").GetProperty("agent");
        var projects = call.Daemon.Get("/v1/projects").Items("projects").ToList();
        return projects.Count == 1
            ? projects[0].Items("agents").First()
            : throw CommandFailure.Usage(
                projects.Count == 0 ? "There is no project to attach to." : $"There are {projects.Count} projects; which one is not said.",
                projects.Count == 0 ? "Start one: orc launch --spec spec.md" : $"Write one of: {string.Join(", ", projects.Select(p => "orc attach " + p.Text("name")))}");
    }
}
