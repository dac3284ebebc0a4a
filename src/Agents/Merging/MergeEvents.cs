using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Merging;

/// <summary>What has happened in a project's merge queue. Stored for ever: add events, never change one.</summary>
public static class MergeEvents
{
    /// <summary>Any of them.</summary>
    public interface IMergeEvent : IEvent;

    /// <summary>Of one merge.</summary>
    public interface IOneMergeEvent : IMergeEvent
    {
        /// <summary>Which one.</summary>
        string Id { get; }
    }

    /// <summary>An agent's commits are to be merged.</summary>
    [EventName("merge.queued.v1")]
    public sealed record MergeQueued(string Id, AgentName Agent, string? Task, string Title, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>It is its turn, for the first time or again.</summary>
    [EventName("merge.started.v1")]
    public sealed record MergeStarted(string Id, int Attempt, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>The commit to be landed exists; the tests are to run on it.</summary>
    [EventName("merge.prepared.v1")]
    public sealed record MergePrepared(string Id, string Tip, string Base, string Candidate, string? Note, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>The tests allow it to land, or there are none: the integration branch is to be moved.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Tests">How they went.</param>
    /// <param name="Tag">The tag that the commit gets, if any.</param>
    /// <param name="At">When.</param>
    [EventName("merge.tested.v1")]
    public sealed record MergeTested(string Id, MergeTests Tests, string? Tag, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>It is on the integration branch.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Note">How far the starting branch came.</param>
    /// <param name="At">When.</param>
    [EventName("merge.landed.v1")]
    public sealed record MergeLanded(string Id, string? Note, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>There was nothing new to merge.</summary>
    [EventName("merge.nothing.v1")]
    public sealed record MergeNothing(string Id, string Tip, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>It conflicts with what has landed.</summary>
    [EventName("merge.conflicted.v1")]
    public sealed record MergeConflicted(string Id, string Tip, ImmutableList<string> Files, string Detail, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>The tests failed on it.</summary>
    [EventName("merge.tests-failed.v1")]
    public sealed record MergeTestsFailed(string Id, MergeTests Tests, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>git failed.</summary>
    [EventName("merge.failed.v1")]
    public sealed record MergeFailed(string Id, string Reason, DateTimeOffset At) : IOneMergeEvent;

    /// <summary>Which agents' work would conflict, as seen now.</summary>
    [EventName("merge.conflicts-predicted.v1")]
    public sealed record ConflictsPredicted(ImmutableList<PredictedConflict> Conflicts, DateTimeOffset At) : IMergeEvent;
}
