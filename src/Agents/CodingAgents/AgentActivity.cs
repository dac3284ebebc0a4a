namespace Orchestrator.Agents.CodingAgents;

/// <summary>What a coding agent's screen shows that it is doing.</summary>
public enum AgentActivity
{
    /// <summary>No rule decided. What was known before stays; it is never taken for ready.</summary>
    Unknown,

    /// <summary>It waits for input, and nothing but its composer would take it.</summary>
    Ready,

    /// <summary>It works on a turn.</summary>
    Busy,

    /// <summary>A dialog asks something: keys answer it, text in it is lost.</summary>
    Permission,

    /// <summary>A usage limit is reached.</summary>
    Limited,

    /// <summary>The last turn ended since its credentials were refused.</summary>
    Refused,

    /// <summary>The last turn ended by an error of the service or the network.</summary>
    Failed,

    /// <summary>A dialog of the first start is up (trust, sign-in, terms).</summary>
    TrustDialog,
}
