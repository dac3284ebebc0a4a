using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Streams;

/// <summary>The user options of panes that streams read besides the others. They live in tmux, so they survive the daemon.</summary>
public static class StreamTags
{
    /// <summary>Whether the pane is recorded: <c>on</c> or <c>off</c>; the setting decides when it says neither.</summary>
    public const string Record = "@orc_record";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Record];

    /// <summary>Whether a pane is to be recorded.</summary>
    public static bool IsRecorded(PaneInfo pane, StreamOptions options) => pane.Options.GetValueOrDefault(Record) switch
    {
        "on" => true,
        "off" => false,
        _ => options.RecordAll,
    };
}
