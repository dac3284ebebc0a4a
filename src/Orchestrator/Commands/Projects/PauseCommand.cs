using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc pause</c> and <c>orc continue</c>: hold what is sent to an agent or to a whole project.</summary>
internal sealed class PauseCommand : OrcCommand
{
    private readonly Argument<string> _target = new("target") { Description = "project:agent, orchestrator, or a project's name for all of its agents" };
    private readonly string _verb;

    internal PauseCommand(string verb, string description)
        : base(verb, description, $"orc {verb} shop", $"orc {verb} shop:developer")
    {
        _verb = verb;
        Add(_target);
    }

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Post($"/v1/targets/{Uri.EscapeDataString(call.Value(_target))}/{_verb}", Repeat.Safe);
        return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
    }

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        if (answer.Object("project") is { } project)
            ProjectText.Write(to, project, colours, TimeProvider.System.GetUtcNow());
        else if (answer.Object("agent") is { } agent)
            ProjectText.WriteAgents(to, [agent], colours, TimeProvider.System.GetUtcNow());
    }
}
