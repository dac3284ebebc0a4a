using Orchestrator.Api.Client;
using Orchestrator.Commands.Projects;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Team;

/// <summary><c>orc agent …</c>.</summary>
internal static class AgentCommands
{
    internal static Command Build() => new CommandGroup(
        "agent", "Add, restart, stop, remove, show or explain one agent",
        new AgentAddCommand(),
        new AgentTargetCommand("restart", "End its process if it runs, forget past failures, start it again", Ask.Post),
        new AgentTargetCommand("stop", "End its process and window; everything stored stays", Ask.Post),
        new AgentTargetCommand("remove", "End it and take it out of its team; its directory stays", Ask.Delete),
        new AgentTargetCommand("show", "How it stands", Ask.Get),
        new AgentExplainCommand());

    internal static int Answer(Invocation call, JsonElement answer) => call.Answer(answer, to =>
    {
        if (answer.Object("agent") is { } agent)
            ProjectText.WriteAgents(to, [agent], call.Output.Colours, TimeProvider.System.GetUtcNow());
    });

    /// <summary>How a verb is asked of the daemon.</summary>
    internal enum Ask
    {
        Get,
        Post,
        Delete,
    }

    /// <summary>A verb whose one argument is a target.</summary>
    private sealed class AgentTargetCommand : OrcCommand
    {
        private readonly Argument<string> _target = new("target") { Description = "project:agent, project (its project manager) or orchestrator" };
        private readonly string _verb;
        private readonly Ask _ask;

        internal AgentTargetCommand(string verb, string description, Ask ask)
            : base(verb, description, $"orc agent {verb} shop:developer")
        {
            (_verb, _ask) = (verb, ask);
            Add(_target);
        }

        protected override int Run(Invocation call)
        {
            var path = $"/v1/agents/{Uri.EscapeDataString(call.Value(_target))}";
            return Answer(call, _ask switch
            {
                Ask.Get => call.Daemon.Get(path),
                Ask.Delete => call.Daemon.Delete(path, Repeat.Unsafe),
                _ => call.Daemon.Post($"{path}/{_verb}", _verb == "stop" ? Repeat.Safe : Repeat.Unsafe),
            });
        }
    }
}
