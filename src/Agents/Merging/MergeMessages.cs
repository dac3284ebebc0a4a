using Orchestrator.Agents.Work;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Merging;

/// <summary>What a project's merge queue is told. In memory only.</summary>
public static class MergeMessages
{
    /// <summary>Any of them.</summary>
    public interface IMergeCommand : WorkMessages.IWorkCommand;

    /// <summary>What an effect of one merge came to. One that is not that merge's current step is of no consequence.</summary>
    public interface IOutcome : IMergeCommand
    {
        /// <summary>The merge.</summary>
        string Id { get; }

        /// <summary>Its attempt.</summary>
        int Attempt { get; }
    }

    /// <summary>Asks for an agent's commits to be merged without a task. Answered with <see cref="MergeAccepted"/> or Rejected.</summary>
    public sealed record RequestMerge(AgentName Agent) : IMergeCommand;

    /// <summary>It is in the queue.</summary>
    public sealed record MergeAccepted(string Id);

    /// <summary>Begins the next merge, if none is under way.</summary>
    public sealed record StartNextMerge : IMergeCommand;

    /// <summary>The commit to be landed was made.</summary>
    public sealed record Prepared(string Id, int Attempt, string Tip, string Base, string Candidate, string? Note) : IOutcome;

    /// <summary>There is nothing new on the branch.</summary>
    public sealed record NothingNew(string Id, int Attempt, string Tip) : IOutcome;

    /// <summary>It conflicts.</summary>
    /// <param name="Id">The merge.</param>
    /// <param name="Attempt">Its attempt.</param>
    /// <param name="Tip">The agent's commit.</param>
    /// <param name="Files">Where.</param>
    /// <param name="Others">The merges that landed the other side.</param>
    /// <param name="Sides">Both sides' commits, for a person.</param>
    public sealed record Conflicted(string Id, int Attempt, string Tip, ImmutableList<string> Files, ImmutableList<string> Others, string Sides) : IOutcome;

    /// <summary>The tests have run, or there are none.</summary>
    public sealed record Tested(string Id, int Attempt, MergeTests Tests) : IOutcome;

    /// <summary>The integration branch holds it.</summary>
    public sealed record Landed(string Id, int Attempt, string? Note) : IOutcome;

    /// <summary>The integration branch has moved meanwhile: it is begun again.</summary>
    public sealed record BaseMoved(string Id, int Attempt) : IOutcome;

    /// <summary>git failed.</summary>
    public sealed record Broken(string Id, int Attempt, string Reason) : IOutcome;

    /// <summary>What conflicts were seen between agents.</summary>
    public sealed record Predicted(ImmutableList<PredictedConflict> Conflicts) : IMergeCommand;
}
