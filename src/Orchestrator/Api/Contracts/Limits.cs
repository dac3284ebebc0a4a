namespace Orchestrator.Api.Contracts;

/// <summary>What keeps agents from being typed to: a credential's usage limit, or one agent's failed turn.</summary>
/// <param name="Name">What <c>orc limits clear</c> takes: the credential, or the agent's target.</param>
/// <param name="Reason"><c>usage_limit</c>, <c>service</c> or <c>authentication</c>.</param>
/// <param name="Credential">What the agents are billed to.</param>
/// <param name="Since">When it was first said; null for a failed turn.</param>
/// <param name="Until">When something is done next; null: when a person says so.</param>
/// <param name="Resets">When a usage limit ends, as the CLI said; null when that could not be read.</param>
/// <param name="By">Whose CLI said it.</param>
/// <param name="Text">What it said.</param>
/// <param name="Agents">Who waits.</param>
internal sealed record LimitInfo(
    string Name, string Reason, string Credential, DateTimeOffset? Since, DateTimeOffset? Until, DateTimeOffset? Resets, string By, string Text, IReadOnlyList<string> Agents);

/// <summary>Those that hold.</summary>
internal sealed record LimitsAnswer(IReadOnlyList<LimitInfo> Limits);

/// <summary>What was ended.</summary>
internal sealed record LimitAnswer(string Name);
