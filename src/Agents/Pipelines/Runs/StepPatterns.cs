using Orchestrator.Agents.Pipelines.Plans;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What is looked for in a pane's output, by names that events hold.</summary>
public static class StepPatterns
{
    /// <summary>The pattern of its success.</summary>
    public const string Success = "success";

    /// <summary>The pattern by which a service is ready.</summary>
    public const string Ready = "ready";

    /// <summary>The pattern on which a stage depends.</summary>
    public static string For(StagePlan dependent) => $"stage:{dependent.Name}";

    /// <summary>All patterns of one pane.</summary>
    public static IReadOnlyDictionary<string, string> Of(PanePlan pane, PipelinePlan plan)
    {
        var patterns = new Dictionary<string, string>();
        if (pane.Success.Pattern is { } success) patterns[Success] = success;
        if (pane.Ready is { } ready) patterns[Ready] = ready;
        foreach (var stage in plan.Stages.Where(s => s.WhenOutput is not null && s.Needs.Contains(pane.Stage)))
            patterns[For(stage)] = stage.WhenOutput!;
        return patterns;
    }
}
