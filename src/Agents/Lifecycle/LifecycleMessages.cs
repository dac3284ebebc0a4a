namespace Orchestrator.Agents.Lifecycle;

/// <summary>What an agent is told about its life. In memory only.</summary>
public static class LifecycleMessages
{
    /// <summary>Any of them.</summary>
    public interface ILifecycleCommand : IAgentCommand;

    /// <summary>Brings an agent into being and starts it. Repeated: nothing happens.</summary>
    public sealed record CreateAgent(AgentDefinition Definition) : ILifecycleCommand;

    /// <summary>Starts a stopped agent. A running one stays as it is.</summary>
    public sealed record StartAgent : ILifecycleCommand;

    /// <summary>Ends the agent's process tree and window; what is stored stays.</summary>
    public sealed record StopAgent(string Reason) : ILifecycleCommand;

    /// <summary>Ends the process if there is one, forgets past failures, and starts the next incarnation.</summary>
    public sealed record RestartAgent : ILifecycleCommand;

    /// <summary>Holds messages and check-ins; the process goes on.</summary>
    public sealed record PauseAgent : ILifecycleCommand;

    /// <summary>Ends a pause.</summary>
    public sealed record ContinueAgent : ILifecycleCommand;

    /// <summary>What the agent says of itself.</summary>
    public sealed record Report(ReportedState State, string? Text) : ILifecycleCommand;

    /// <summary>The incarnation's process was found or started in this pane.</summary>
    /// <param name="Incarnation">Which one.</param>
    /// <param name="Pane">Where it is.</param>
    /// <param name="Submitted">The last message that an earlier incarnation provably submitted; it settles a delivery that was under way there.</param>
    /// <param name="Taken">Those of the unsettled messages that its CLI's record shows as taken; null when there is no record to look at.</param>
    public sealed record RecordBound(int Incarnation, PaneBinding Pane, string? Submitted = null, IReadOnlyCollection<string>? Taken = null) : ILifecycleCommand;

    /// <summary>The incarnation's process has ended.</summary>
    /// <param name="Incarnation">Which one.</param>
    /// <param name="End">How.</param>
    /// <param name="Jitter">A random number from 0 to 1 that spreads restarts.</param>
    public sealed record RecordEnd(int Incarnation, AgentEnd End, double Jitter) : ILifecycleCommand;

    /// <summary>The back-off is over.</summary>
    public sealed record BackoffOver(int Incarnation) : ILifecycleCommand;

    /// <summary>A prompt was submitted in this conversation of the CLI's.</summary>
    public sealed record RecordConversation(int Incarnation, string Conversation) : ILifecycleCommand;

    /// <summary>The credentials of a member were refused; told to its superior, whose agent is told in words.</summary>
    /// <param name="Agent">Which one.</param>
    /// <param name="Incarnation">Which of its incarnations, so that a repeated report is known as one.</param>
    /// <param name="Text">What its CLI says.</param>
    public sealed record MemberRefused(AgentTarget Agent, int Incarnation, string Text);

    /// <summary>A turn goes on for longer than the settings allow.</summary>
    public sealed record RecordOverdueTurn(int Incarnation, OverdueKind Kind, DateTimeOffset Since) : ILifecycleCommand;

    /// <summary>A turn of a member goes on for too long; told to its superior, whose agent is told in words.</summary>
    public sealed record MemberOverdue(AgentTarget Agent, DateTimeOffset Since, string Text);

    /// <summary>Done. Answers those of the above that a person asks for.</summary>
    public sealed record AgentAccepted(AgentTarget Target);
}

/// <summary>Where an incarnation lives. Pane ids are unique only within one life of a tmux server.</summary>
/// <param name="Server">Which life of the tmux server: its process id and start time.</param>
/// <param name="PaneId">tmux's <c>%7</c>.</param>
/// <param name="WindowId">tmux's <c>@7</c>.</param>
/// <param name="Pid">The pane's process.</param>
public sealed record PaneBinding(string Server, string PaneId, string WindowId, int Pid);

/// <summary>How an incarnation ended.</summary>
/// <param name="Cause">What happened.</param>
/// <param name="ExitCode">The exit code, where there is one.</param>
/// <param name="Signal">The number of the signal that ended it, where there is one.</param>
/// <param name="LastWords">The last lines of its screen.</param>
public sealed record AgentEnd(EndCause Cause, int? ExitCode = null, int? Signal = null, string? LastWords = null)
{
    /// <summary>For a person, e.g. <c>exited with code 1</c>.</summary>
    public override string ToString() => Cause switch
    {
        EndCause.Exited when Signal is { } signal => $"was ended by signal {signal}",
        EndCause.Exited when ExitCode is { } code => $"exited with code {code}",
        EndCause.Exited => "exited, with what status is unknown",
        EndCause.PaneGone => "lost its pane",
        EndCause.ServerGone => "lost its tmux server",
        EndCause.Hung => "hung: no output and no answer to a check-in",
        EndCause.CouldNotStart => $"could not be started: {LastWords}",
        _ => throw new System.Diagnostics.UnreachableException($"Unknown cause {Cause}."),
    };
}

/// <summary>What ended an incarnation.</summary>
public enum EndCause
{
    /// <summary>Its process ended.</summary>
    Exited,

    /// <summary>Somebody closed its pane while the server went on.</summary>
    PaneGone,

    /// <summary>The tmux server ended, and all panes with it. No fault of the agent's.</summary>
    ServerGone,

    /// <summary>It gave no sign of life for longer than the setting allows.</summary>
    Hung,

    /// <summary>tmux refused to start it, for the reason in the last words.</summary>
    CouldNotStart,
}

/// <summary>How a turn goes on for too long.</summary>
public enum OverdueKind
{
    /// <summary>It takes long.</summary>
    Long,

    /// <summary>Nothing is written in it.</summary>
    Silent,
}
