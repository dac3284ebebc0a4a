namespace Orchestrator.Agents.Messaging;

/// <summary>What is known of a message on its way to an agent's CLI. Only from <see cref="Submitted"/> on it counts as delivered.</summary>
public enum Receipt
{
    /// <summary>Stored; waits for the agent.</summary>
    Queued,

    /// <summary>It may stand in the terminal; Enter is yet to be proven.</summary>
    Typed,

    /// <summary>Enter was taken, as the screen or tmux's own marks show.</summary>
    Submitted,

    /// <summary>The CLI itself showed the message as its prompt: a hook that carries it, or its record of the conversation.</summary>
    Accepted,

    /// <summary>Something keeps it back: a person's draft, a dialog, a limit.</summary>
    Held,

    /// <summary>It stands in the composer, and Enter was not taken. It is pressed again, ever more seldom, while nothing else stands there.</summary>
    Stranded,

    /// <summary>Whether it was submitted cannot be told yet.</summary>
    Unknown,

    /// <summary>It will not be delivered.</summary>
    Refused,
}

/// <summary>The message whose delivery is under way, and what is known of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What is known.</param>
/// <param name="Reason">Why it is so, for a person; null where there is nothing to say.</param>
public sealed record MessageInHand(string Id, Receipt Receipt, string? Reason = null);
