using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Agents.Work;

/// <summary>All settings of teams that build software.</summary>
/// <param name="Git">How git is run.</param>
/// <param name="Worktrees">Whether engineers get worktrees.</param>
/// <param name="Tasks">How tasks are given.</param>
/// <param name="Merging">How finished work is brought together.</param>
public sealed record WorkOptions(GitOptions Git, WorktreeOptions Worktrees, TaskRules Tasks, MergeOptions Merging);

/// <summary>What a project's work is done with.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Git">Runs git.</param>
/// <param name="Logs">A directory for the output of tests.</param>
/// <param name="Time">The clock of processes: real, since programs are.</param>
/// <param name="RetryAfter">The wait before a notice that could not be handed over is tried again.</param>
/// <param name="SnapshotEvery">A snapshot is stored after so many events.</param>
public sealed record WorkServices(WorkOptions Options, GitRunner Git, string Logs, TimeProvider Time, TimeSpan RetryAfter, int SnapshotEvery);
