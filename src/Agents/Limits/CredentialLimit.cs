namespace Orchestrator.Agents.Limits;

/// <summary>A usage limit that a credential has reached: every agent on it waits.</summary>
/// <param name="Credential">Which one; see <see cref="Lifecycle.AgentDefinition.Credential"/>.</param>
/// <param name="Text">What the CLI said.</param>
/// <param name="By">Whose CLI said it last.</param>
/// <param name="Since">When it was first said.</param>
/// <param name="Resets">When it ends, as the CLI said; <c>null</c> when that could not be read.</param>
/// <param name="Until">When something is done next: all are woken, or, where the end is not known, one is let go to see.</param>
/// <param name="Waits">How many waits there were for an end that is not known, this one included; each is longer.</param>
/// <param name="Prober">Who was let go to see whether the credential works again, while nobody knows.</param>
public sealed record CredentialLimit(
    string Credential,
    string Text,
    AgentTarget By,
    DateTimeOffset Since,
    DateTimeOffset? Resets,
    DateTimeOffset Until,
    int Waits = 0,
    AgentTarget? Prober = null);

/// <summary>How a limit ended.</summary>
public enum LimitEnd
{
    /// <summary>Its time came.</summary>
    Reset,

    /// <summary>The agent that was let go to see has ended a turn as it should.</summary>
    Works,

    /// <summary>The agent that was let go to see has said nothing for as long as the setting allows.</summary>
    NoWord,

    /// <summary>No agent is on the credential any more.</summary>
    Unused,

    /// <summary>A person ended it.</summary>
    Cleared,
}
