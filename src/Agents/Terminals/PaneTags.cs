namespace Orchestrator.Agents.Terminals;

/// <summary>The user options by which a new daemon finds a pane again and sees how far a delivery came.</summary>
public static class PaneTags
{
    /// <summary>The agent's target.</summary>
    public const string Agent = "@orc_agent";

    /// <summary>Which of its incarnations.</summary>
    public const string Incarnation = "@orc_incarnation";

    /// <summary>The id of the last message that was pasted; set in the same command list as the paste.</summary>
    public const string Message = "@orc_message";

    /// <summary>The id of the last message that Enter was pressed for; set in the same command list as the Enter.</summary>
    public const string Submitted = "@orc_submitted";

    /// <summary>What stood in the composer for the large paste that Enter was last pressed for; set in the same command list as the Enter, empty where it showed the text.</summary>
    public const string Sign = "@orc_sign";

    /// <summary>The id of the last message whose text a CLI left in its composer and of which keys have cleared a part; set in the same command list as the keys.</summary>
    public const string Clearing = "@orc_clearing";

    /// <summary>The id of the last message that was given to the hook of a turn's end; set before it is.</summary>
    public const string HandedOver = "@orc_handed_over";

    /// <summary>The id of the last urgent message for which a turn was interrupted; set in the same command list as the keys.</summary>
    public const string Interrupted = "@orc_interrupted";

    /// <summary>A person's draft that was set aside for a message and is to be put back; set in the same command list that clears the composer.</summary>
    public const string Draft = "@orc_draft";

    /// <summary>What a pane is called within its session.</summary>
    public const string Label = "@orc_label";

    /// <summary>The agent that created the pane for its own use; not set when a person did.</summary>
    public const string Owner = "@orc_owner";

    /// <summary>What the names of a pane's metadata begin with.</summary>
    public const string MetadataPrefix = "@orc_meta_";

    /// <summary>Those that every listing of panes carries.</summary>
    public static IReadOnlyList<string> All { get; } = [Agent, Incarnation, Message, Submitted, Sign, Clearing, HandedOver, Interrupted, Draft, Label, Owner];
}
