using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What every agent's actor is given, whatever its role.</summary>
/// <param name="Tmux">The actor that owns the tmux connection.</param>
/// <param name="Terminal">How the actor behind one incarnation's window is made.</param>
/// <param name="Traits">What the profile of an agent can do.</param>
/// <param name="Limits">The owner of usage limits.</param>
/// <param name="GitTrace">How a directory stands in git; null when it could not be looked at.</param>
/// <param name="Rules">The settings that the rules depend on.</param>
/// <param name="Jitter">A random number from 0 to 1.</param>
public sealed record AgentServices(
    IActorRef Tmux,
    Func<TerminalStart, Props> Terminal,
    Func<AgentDefinition, ProfileTraits> Traits,
    IActorRef Limits,
    Func<string, Task<string?>> GitTrace,
    AgentOptions Rules,
    Func<double> Jitter)
{
    /// <summary>How the actor of a project's tasks and merge queue is made; <c>null</c> for none.</summary>
    public Func<ProjectName, Props>? Work { get; init; }

    /// <summary>What a check-in says of an agent's uncommitted work; <c>null</c> when there is nothing to say.</summary>
    public Func<AgentDefinition, Task<string?>> Uncommitted { get; init; } = _ => Task.FromResult<string?>(null);
}

/// <summary>The settings that the rules of all agents depend on.</summary>
/// <param name="Supervision">When a failed agent is started again.</param>
/// <param name="Messages">What a mailbox takes.</param>
/// <param name="Limits">What is done about usage limits and failed turns.</param>
/// <param name="CheckIns">What check-ins and other prompts may cost.</param>
/// <param name="MaxAgents">Agents that run on this machine, at most.</param>
/// <param name="MaxAgentsPerProject">Agents in one project, its manager included, at most.</param>
/// <param name="SnapshotEvery">A snapshot is stored after so many events.</param>
public sealed record AgentOptions(
    SupervisionOptions Supervision,
    Messaging.MessageLimits Messages,
    Limits.LimitRules Limits,
    CheckIns.CheckInRules CheckIns,
    int MaxAgents,
    int MaxAgentsPerProject,
    int SnapshotEvery)
{
    /// <summary>What becomes of requests for permission.</summary>
    public PermissionRules Permissions { get; init; } = PermissionRules.AskAlways;
}

/// <summary>What the rules need to know of a profile.</summary>
/// <param name="CanResume">Whether its CLI goes on with the same conversation after a restart.</param>
/// <param name="TakesInputWhileWorking">Whether its CLI queues what is typed during a turn.</param>
/// <param name="ReportsConversation">Whether only its hooks know the conversation's id.</param>
/// <param name="TakesUrgentWhileWorking">Whether a turn can be changed or ended for what is urgent.</param>
/// <param name="Credential">What its agents are billed to, unless one of them says otherwise.</param>
public sealed record ProfileTraits(
    bool CanResume, bool TakesInputWhileWorking, bool ReportsConversation = false, bool TakesUrgentWhileWorking = false, string Credential = "")
{
    /// <summary>Whether a turn's end can take a message without a keystroke.</summary>
    public bool HandsOver { get; init; }

    /// <summary>Whether there is a conversation to go on with: a CLI refuses one that it has never heard a prompt in.</summary>
    public bool HasConversation(AgentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CanResume && (state.Life.Conversation is not null || (!ReportsConversation && state.Mailbox.HasDelivered));
    }

    /// <summary>Those of a profile.</summary>
    public static ProfileTraits Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new ProfileTraits(
            profile.Launch.CanResume,
            profile.Delivery.WhileBusy is WhileBusy.Queue,
            profile.Launch.Session is SessionSource.Reported,
            profile.Delivery.WhileBusy is WhileBusy.Steer || profile.Stop.Interrupt.Count > 0,
            profile.Credential)
        {
            HandsOver = profile.Hooks.HandsOver,
        };
    }
}
