using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Limits;

/// <summary>What the owner of all limits is told, and what it tells. In memory only.</summary>
public static class LimitMessages
{
    /// <summary>An agent is there, on this credential. Told whenever its actor starts; answered with <see cref="Held"/>, or <see cref="Released"/> when it is held for nothing.</summary>
    /// <param name="Agent">Which one; the sender is its actor.</param>
    /// <param name="Credential">What it is on.</param>
    /// <param name="IsHeld">Whether it waits for the end of a limit.</param>
    public sealed record Join(AgentTarget Agent, string Credential, bool IsHeld);

    /// <summary>An agent's CLI said that the limit is reached. Answered like <see cref="Join"/>.</summary>
    /// <param name="Agent">Which one.</param>
    /// <param name="Credential">What it is on.</param>
    /// <param name="Resets">When it ends, where that is said.</param>
    /// <param name="Text">What it said.</param>
    /// <param name="Jitter">A random number from 0 to 1.</param>
    public sealed record ReportLimit(AgentTarget Agent, string Credential, DateTimeOffset? Resets, string Text, double Jitter) : ICommand;

    /// <summary>An agent has ended a turn as it should.</summary>
    public sealed record ReportTurn(AgentTarget Agent, string Credential) : ICommand;

    /// <summary>A person ends a limit. Answered with <see cref="LimitCleared"/> or Rejected.</summary>
    public sealed record ClearLimit(string Credential) : ICommand;

    /// <summary>It is over; its agents are being woken.</summary>
    public sealed record LimitCleared(CredentialLimit Limit);

    /// <summary>Answered with <see cref="Limits"/>.</summary>
    public sealed record GetLimits;

    /// <summary>Those that hold, by credential.</summary>
    public sealed record Limits(IReadOnlyList<CredentialLimit> All);

    /// <summary>A limit's time has come.</summary>
    /// <param name="Credential">Whose.</param>
    /// <param name="Prober">Who would be let go to see; <c>null</c> when nobody is on it.</param>
    public sealed record LimitDue(string Credential, AgentTarget? Prober) : ICommand;

    /// <summary>Told to every agent on the credential: wait.</summary>
    public sealed record Held(CredentialLimit Limit);

    /// <summary>Told to one agent after the other: go on.</summary>
    public sealed record Released(string Credential);
}
