using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>The user options by which a new daemon finds the panes of a run again.</summary>
public static class PipelineTags
{
    /// <summary>The run's id.</summary>
    public const string Run = "@orc_pipeline";

    /// <summary>Which pane, as <c>stage.pane</c>.</summary>
    public const string Step = "@orc_step";

    /// <summary>Which of its attempts.</summary>
    public const string Attempt = "@orc_attempt";

    /// <summary>Those that every listing of panes carries.</summary>
    public static IReadOnlyList<string> All { get; } = [Run, Step, Attempt];

    /// <summary>The tags of an attempt.</summary>
    internal static Dictionary<string, string> Of(StepStart start) => new()
    {
        [Run] = start.Run,
        [Step] = start.Pane.Step,
        [Attempt] = start.Attempt.ToString(CultureInfo.InvariantCulture),
    };

    internal static bool IsOf(PaneInfo pane, StepStart start) => Of(start).All(tag => pane.Options.GetValueOrDefault(tag.Key) == tag.Value);

    /// <summary>Whether a pane is one of any run of a pipeline.</summary>
    internal static bool IsOfPipeline(PaneInfo pane, string pipeline) =>
        pane.Options.GetValueOrDefault(Run) is { } run && run.LastIndexOf('-') is > 0 and var end && run[..end] == pipeline;
}
