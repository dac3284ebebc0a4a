namespace Orchestrator.Agents.Lifecycle;

/// <summary>How an agent stands, as users see it.</summary>
public enum AgentStatus
{
    /// <summary>Its process is started, or not yet ready for input.</summary>
    Starting,

    /// <summary>It waits for input.</summary>
    Ready,

    /// <summary>It is busy with a turn.</summary>
    Working,

    /// <summary>It shows a dialog that asks for permission. Nothing is typed into it.</summary>
    WaitingForPermission,

    /// <summary>The usage limit of its credential is reached; it waits for the reset.</summary>
    Limited,

    /// <summary>Its process ended and is started again once the back-off is over; or its turn failed, and it is told to go on then.</summary>
    BackingOff,

    /// <summary>A person paused it: its messages and check-ins wait.</summary>
    Paused,

    /// <summary>It was stopped, or has finished.</summary>
    Stopped,

    /// <summary>It failed more often than the restart limit allows, or its credentials were refused; <c>orc agent restart</c> resets it.</summary>
    Failed,
}

/// <summary>Where an agent is in its life, as it is stored.</summary>
public enum AgentPhase
{
    /// <summary>Nothing is stored of it.</summary>
    New,

    /// <summary>An incarnation was decided on; its process may or may not exist.</summary>
    Starting,

    /// <summary>An incarnation's process was seen in its pane.</summary>
    Running,

    /// <summary>The last incarnation ended; the next one starts when the back-off is over.</summary>
    BackingOff,

    /// <summary>It is not to run.</summary>
    Stopped,

    /// <summary>It failed too often; a person has to reset it.</summary>
    Failed,
}

/// <summary>What an agent said of itself by <c>orc report</c>.</summary>
public enum ReportedState
{
    /// <summary>It goes on.</summary>
    Working,

    /// <summary>It needs somebody.</summary>
    Blocked,

    /// <summary>It has finished what it was given.</summary>
    Done,
}
