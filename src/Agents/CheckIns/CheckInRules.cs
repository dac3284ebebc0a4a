namespace Orchestrator.Agents.CheckIns;

/// <summary>What check-ins and other prompts may cost; <c>orchestrator.prompts</c>.</summary>
/// <param name="SkipUnchanged">Which recurring check-ins are left out when nothing has changed.</param>
/// <param name="MaxInterval">The interval of a check-in that goes unanswered by any change doubles up to this.</param>
/// <param name="GitTimeout">How long git may take to say how a directory stands.</param>
/// <param name="PerHour">How many prompts a project's agents may be given in an hour; <c>null</c>: any number.</param>
public sealed record CheckInRules(SkipUnchanged SkipUnchanged, TimeSpan MaxInterval, TimeSpan GitTimeout, int? PerHour);

/// <summary>Which recurring check-ins are left out when nothing has changed since the agent's last turn.</summary>
public enum SkipUnchanged
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those of an agent that has reported that it is done.</summary>
    Done,

    /// <summary>All.</summary>
    Always,
}

/// <summary>Why a check-in that fell due was not sent.</summary>
public enum SkipReason
{
    /// <summary>Nothing has changed since the agent's last turn.</summary>
    Unchanged,

    /// <summary>The agent has not read the last one yet.</summary>
    Unread,

    /// <summary>The agent has just been told to go on.</summary>
    ToldToGoOn,

    /// <summary>The project's prompts of this hour are used up.</summary>
    Budget,
}

/// <summary>How an agent's surroundings stood when it came to rest.</summary>
/// <param name="Trace">A digest of its screen, its directory's git state and, for a manager, its team; see <see cref="WorkTrace"/>.</param>
/// <param name="At">When it was taken.</param>
public sealed record RestPoint(string Trace, DateTimeOffset At);
