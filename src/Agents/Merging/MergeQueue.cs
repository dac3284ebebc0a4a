using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using static Orchestrator.Agents.Merging.MergeEvents;

namespace Orchestrator.Agents.Merging;

/// <summary>A project's merge queue: one merge at a time. Pure: no clock, no I/O, no actor types.</summary>
/// <param name="Project">Whose.</param>
public sealed partial record MergeQueue(ProjectName Project)
{
    private const int FinishedKept = 500;

    /// <summary>In the order queued; the oldest finished ones are dropped.</summary>
    public ImmutableList<MergeItem> Items { get; init; } = [];

    /// <summary>The number of the last one.</summary>
    public int LastNumber { get; init; }

    /// <summary>Up to which commit an agent's branch has landed.</summary>
    public ImmutableDictionary<string, string> LandedTips { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Which agents' work would conflict, as last seen.</summary>
    public ImmutableList<PredictedConflict> Predicted { get; init; } = [];

    /// <summary>How far the starting branch came at the last landing, for a person.</summary>
    public string? StartNote { get; init; }

    /// <summary>The one that is under way.</summary>
    [JsonIgnore]
    public MergeItem? UnderWay => Items.Find(m => m.IsUnderWay);

    /// <summary>The next one, unless one is under way.</summary>
    [JsonIgnore]
    public MergeItem? Next => UnderWay is null ? Items.Find(m => m.State is MergeState.Queued) : null;

    /// <summary>The merge of an id.</summary>
    public MergeItem? Find(string id) => Items.Find(m => m.Id == id);

    /// <summary>The queue after an event. Total: it never refuses a stored event.</summary>
    public MergeQueue Apply(IMergeEvent @event) => @event switch
    {
        MergeQueued e => this with { Items = Trim(Items).Add(new MergeItem(e.Id, e.Agent, e.Task, e.Title, e.At)), LastNumber = LastNumber + 1 },
        ConflictsPredicted e => this with { Predicted = e.Conflicts },
        IOneMergeEvent e when Find(e.Id) is { } item => Change(item, e),
        IOneMergeEvent => this,
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private static ImmutableList<MergeItem> Trim(ImmutableList<MergeItem> items) =>
        items.Count >= FinishedKept && items.FindIndex(m => !m.IsUnderWay && m.State is not MergeState.Queued) is var oldest and >= 0 ? items.RemoveAt(oldest) : items;

    private MergeQueue Change(MergeItem item, IOneMergeEvent @event)
    {
        var queue = this with { Items = Items.Replace(item, After(item, @event) with { ChangedAt = @event.At }) };
        return @event switch
        {
            MergeLanded e => queue with { LandedTips = LandedTips.SetItem(item.Agent.Value, item.Tip!), StartNote = e.Note },
            _ => queue,
        };
    }

    private static MergeItem After(MergeItem item, IOneMergeEvent @event) => @event switch
    {
        MergeStarted e => item with { State = MergeState.Preparing, Attempt = e.Attempt, Tests = null, Candidate = null },
        MergePrepared e => item with { State = MergeState.Testing, Tip = e.Tip, Base = e.Base, Candidate = e.Candidate, Detail = e.Note },
        MergeTested e => item with { State = MergeState.Landing, Tests = e.Tests, Tag = e.Tag },
        MergeLanded e => item with { State = MergeState.Landed, Detail = e.Note ?? item.Detail },
        MergeNothing e => item with { State = MergeState.Nothing, Tip = e.Tip, Detail = "Nothing new on its branch." },
        MergeConflicted e => item with { State = MergeState.Conflict, Tip = e.Tip, Files = e.Files, Detail = e.Detail },
        MergeTestsFailed e => item with { State = MergeState.TestsFailed, Tests = e.Tests, Detail = $"{e.Tests.Command} failed." },
        MergeFailed e => item with { State = MergeState.Failed, Detail = e.Reason },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };
}
