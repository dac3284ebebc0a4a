using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Limits;

/// <summary>What has happened to the limits of credentials. Stored for ever: add events, never change one.</summary>
public static class LimitEvents
{
    /// <summary>Any of them.</summary>
    public interface ILimitEvent : IEvent;

    /// <summary>A credential's limit is reached.</summary>
    [EventName("limit.reached.v1")]
    public sealed record LimitReached(CredentialLimit Limit, DateTimeOffset At) : ILimitEvent;

    /// <summary>More is known of it, or it was said again.</summary>
    [EventName("limit.extended.v1")]
    public sealed record LimitExtended(CredentialLimit Limit, DateTimeOffset At) : ILimitEvent;

    /// <summary>One agent is let go to see whether the credential works again.</summary>
    [EventName("limit.probe-started.v1")]
    public sealed record ProbeStarted(string Credential, AgentTarget Prober, DateTimeOffset Until, DateTimeOffset At) : ILimitEvent;

    /// <summary>It is over; the agents on it are woken one after the other.</summary>
    [EventName("limit.over.v1")]
    public sealed record LimitOver(string Credential, LimitEnd Why, DateTimeOffset At) : ILimitEvent;
}
