using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>Reads one pane of a stage.</summary>
internal static class PaneReader
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int HealthRetries = 3;

    /// <summary>Reads the fields that only a pane has; those it shares with its stage have been read.</summary>
    public static PanePlan? Read(YamlFields fields, string stage, string name, StepDefaults settings, TimeSpan? timeout, YamlNode at)
    {
        var isWritten = fields.Has("run");
        var run = fields.Text("run");
        if (!isWritten)
            fields.Problem(at, $"Pane {SafeName.Quote(name)} of stage {SafeName.Quote(stage)} has no command.", "Write run: COMMAND.");
        var pane = new PanePlan(
            stage, name, run ?? "", settings.Directory, settings.Env,
            ReadSuccess(fields),
            fields.Pattern("ready"),
            ReadHealth(fields),
            fields.Flag("background", false),
            settings.Keep, timeout, settings.Retries, settings.RetryDelay, settings.Rerun, settings.ContinueOnError);
        if (pane is { Background: true, Ready: not null })
            fields.Problem(at, $"Pane {SafeName.Quote(name)} of stage {SafeName.Quote(stage)} is in the background, so nothing waits until it is ready.", "Leave out background or ready.");
        return run is null ? null : pane;
    }

    /// <summary><c>a pattern</c> · <c>{exit-code: 0}</c> · <c>{exit-code: [0, 3], pattern: …}</c></summary>
    private static SuccessRule ReadSuccess(YamlFields fields)
    {
        if (fields.Take("success") is not { } node) return SuccessRule.Default;
        if (node is not YamlMappingNode map) return new SuccessRule(Pattern: fields.PatternOf(node, "success"));
        var rule = fields.Nested(map, "success");
        IReadOnlyList<int>? codes = null;
        if (rule.Take("exit-code") is { } exit)
        {
            codes = [.. (exit is YamlSequenceNode list ? list : [exit]).Select(code => rule.CountOf(code, "exit-code", 0, 255) ?? 0)];
            if (codes.Count == 0) rule.Problem(exit, "exit-code is an empty list, so nothing could succeed.", "Write for example [0, 3].");
        }
        var read = new SuccessRule(codes, rule.Pattern("pattern"));
        rule.Complete();
        return read;
    }

    private static HealthPlan? ReadHealth(YamlFields fields)
    {
        if (fields.Take("health") is not { } node) return null;
        if (node is not YamlMappingNode map)
            return fields.TextOf(node, "health") is { } test ? new HealthPlan(test, Interval, Interval, HealthRetries, TimeSpan.Zero) : null;
        var health = fields.Nested(map, "health");
        if (!health.Has("test")) fields.Problem(node, "The health check has no test.", "Write test: COMMAND; exit code 0 is healthy.");
        var read = new HealthPlan(
            health.Text("test") ?? "",
            health.Duration("interval") ?? Interval,
            health.Duration("timeout") ?? Interval,
            health.Count("retries", 1, 1000, HealthRetries),
            health.Duration("start-period") ?? TimeSpan.Zero);
        health.Complete();
        return read;
    }
}
