using Akka.Actor;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;

namespace Orchestrator.Agents.Engineering;

/// <summary>One member of a project's team.</summary>
public sealed class EngineerActor(AgentTarget target, AgentServices services)
    : AgentActor<AgentState>(target, new AgentState(target), services)
{
    /// <inheritdoc/>
    public override string PersistenceId => $"agent/{Target}";

    /// <inheritdoc/>
    protected override AgentState Agent => State;

    /// <summary>How it is made.</summary>
    public static Props Props(AgentTarget target, AgentServices services) =>
        Akka.Actor.Props.Create(() => new EngineerActor(target, services));

    /// <inheritdoc/>
    protected override void OnFailed(string reason) =>
        Context.Parent.Tell(new ManagementMessages.MemberFailed(Target, State.Life.Incarnation, reason));
}
