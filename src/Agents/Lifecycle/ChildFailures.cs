using Akka.Actor;
using Orchestrator.Agents.Terminals;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What an agent's actor does about a child that failed: its terminal, or a member of its team.</summary>
public static class ChildFailures
{
    /// <summary>The directive for a cause.</summary>
    public static Directive Decide(Exception cause) => cause switch
    {
        AgentEndedException => Directive.Stop,           // the process is gone; EndPolicy says when the next one starts
        ActorInitializationException => Directive.Stop,  // would fail the same way again
        ActorKilledException => Directive.Stop,
        _ => Directive.Restart,                          // tmux was out of reach, or a bug: look again at what is there
    };
}
