namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.journal</c>.</summary>
/// <param name="SnapshotEvery">A snapshot is stored after so many events of an agent.</param>
public sealed record JournalOptions(int SnapshotEvery);
