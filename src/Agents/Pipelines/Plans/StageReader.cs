using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>A stage as written, with the places that later checks speak of.</summary>
/// <param name="Plan">What was read; its needs are those written.</param>
/// <param name="At">Where its name stands.</param>
/// <param name="Needs">Where each need stands.</param>
internal sealed record WrittenStage(StagePlan Plan, YamlNode At, IReadOnlyList<(string Name, YamlNode At)> Needs);

/// <summary>Reads one stage.</summary>
internal sealed class StageReader(ProblemList problems)
{
    private const int MostPanes = 100;

    private static readonly Dictionary<string, string> PaneFields = new[] { "run", "success", "ready", "health", "background" }
        .ToDictionary(name => name, name => $"{name} belongs to a pane: write it in one of this stage's panes.");

    private static readonly Dictionary<string, string> StageFields = new[] { "needs", "when", "when-output", "recovers" }
        .ToDictionary(name => name, name => $"{name} belongs to a stage: write it beside panes.");

    public WrittenStage Read(NamedEntries.Entry entry, StepDefaults outer)
    {
        var owner = $"Stage {SafeName.Quote(entry.Name)}";
        if (MapOf(entry, owner) is not { } map)
            return new WrittenStage(new StagePlan(entry.Name, [], StageCondition.Success, null, false, null, []), entry.At, []);
        var fields = new YamlFields(map, owner, problems);
        var needs = ReadNeeds(fields);
        var (when, whenOutput, recovers) = (ReadWhen(fields), fields.Pattern("when-output"), fields.Flag("recovers", false));
        if (recovers && (when is not StageCondition.Failure || needs.Count == 0))
            problems.Add(entry.At, $"{owner} recovers, but runs not only when what it needs has failed.", "Write when: failure and needs: STAGE too.");
        if (whenOutput is not null && needs.Count == 0)
            problems.Add(entry.At, $"{owner} has when-output, but needs nothing that could write it.", "Write needs: STAGE too.");
        var defaults = outer.With(fields);
        var timeout = fields.Duration("timeout");
        var panes = ReadPanes(fields, entry, defaults, timeout, out var isOnePane);
        fields.Complete(isOnePane ? null : PaneFields);
        var plan = new StagePlan(entry.Name, [.. needs.Select(n => n.Name).Distinct()], when, whenOutput, recovers, isOnePane ? null : timeout, panes);
        return new WrittenStage(plan, entry.At, needs);
    }

    /// <summary>A stage or pane that is only a command may be written as such.</summary>
    private YamlMappingNode? MapOf(NamedEntries.Entry entry, string owner)
    {
        if (entry.Value is YamlMappingNode map) return map;
        if (entry.Value is YamlScalarNode { Value.Length: > 0 }) return new YamlMappingNode(new YamlScalarNode("run"), entry.Value);
        problems.Add(entry.At, $"{owner} has no fields.", "Write run: COMMAND in it.");
        return null;
    }

    private static List<(string Name, YamlNode At)> ReadNeeds(YamlFields fields)
    {
        if (fields.Take("needs") is not { } node) return [];
        var read = new List<(string, YamlNode)>();
        foreach (var item in node is YamlSequenceNode list ? list : [node])
        {
            if (fields.TextOf(item, "needs") is { } name) read.Add((name, item));
        }
        return read;
    }

    private static StageCondition ReadWhen(YamlFields fields)
    {
        if (fields.Take("when") is not { } node || fields.TextOf(node, "when") is not { } text) return StageCondition.Success;
        switch (text.Replace("()", "", StringComparison.Ordinal))
        {
            case "success": return StageCondition.Success;
            case "failure": return StageCondition.Failure;
            case "always": return StageCondition.Always;
            default:
                fields.Problem(node, $"when is {SafeName.Quote(text)}.", "Write success, failure or always.");
                return StageCondition.Success;
        }
    }

    private List<PanePlan> ReadPanes(YamlFields fields, NamedEntries.Entry stage, StepDefaults defaults, TimeSpan? timeout, out bool isOnePane)
    {
        isOnePane = !fields.Has("panes");
        if (isOnePane)
            return PaneReader.Read(fields, stage.Name, stage.Name, defaults, timeout, stage.At) is { } only ? [only] : [];
        var panes = new List<PanePlan>();
        foreach (var entry in NamedEntries.Read(fields.Take("panes")!, "pane", MostPanes, problems))
        {
            var owner = $"Pane {SafeName.Quote(entry.Name)} of stage {SafeName.Quote(stage.Name)}";
            if (MapOf(entry, owner) is not { } map) continue;
            var own = new YamlFields(map, owner, problems);
            var settings = defaults.With(own);
            if (PaneReader.Read(own, stage.Name, entry.Name, settings, own.Duration("timeout"), entry.At) is { } pane) panes.Add(pane);
            own.Complete(StageFields);
        }
        return panes;
    }
}
