namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>One pane of a stage: a command and the rules of its success.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="Name">Unique in its stage.</param>
/// <param name="Run">What <c>/bin/sh -c</c> is given.</param>
/// <param name="Directory">Where it works; absolute.</param>
/// <param name="Env">Variables besides Orchestrator's own.</param>
/// <param name="Success">When its end is a success.</param>
/// <param name="Ready">For a service: the pattern that says that it is up.</param>
/// <param name="Health">How it is checked while it runs.</param>
/// <param name="Background">Whether its stage does not wait for it.</param>
/// <param name="Keep">Whether the pane stays: with what it wrote, or running on after the pipeline's end.</param>
/// <param name="Timeout">How long one attempt may take; a service, to be ready.</param>
/// <param name="Retries">How many more attempts a failed one is given.</param>
/// <param name="RetryDelay">The wait before each of them.</param>
/// <param name="Rerun">Whether it may be run again when nobody knows how it ended.</param>
/// <param name="ContinueOnError">Whether its stage succeeds without it.</param>
public sealed record PanePlan(
    string Stage,
    string Name,
    string Run,
    string Directory,
    IReadOnlyDictionary<string, string> Env,
    SuccessRule Success,
    string? Ready = null,
    HealthPlan? Health = null,
    bool Background = false,
    bool Keep = false,
    TimeSpan? Timeout = null,
    int Retries = 0,
    TimeSpan RetryDelay = default,
    bool Rerun = false,
    bool ContinueOnError = false)
{
    /// <summary>Its name in the pipeline: <c>stage.pane</c>. Neither of the two can hold a dot.</summary>
    public string Step => $"{Stage}.{Name}";

    /// <summary>Whether it is meant to go on: its stage waits until it is ready, not until it ends.</summary>
    public bool IsService => !Background && (Ready is not null || Health is not null);

    /// <summary>Whether its place is not free again before the pipeline's end.</summary>
    public bool HoldsItsPlace => Background || Keep || IsService;
}

/// <summary>When the end of a pane's command is a success.</summary>
/// <param name="ExitCodes">The exit codes that are; <c>null</c>: 0, or any when there is a pattern.</param>
/// <param name="Pattern">What its output must have held.</param>
public sealed record SuccessRule(IReadOnlyList<int>? ExitCodes = null, string? Pattern = null)
{
    /// <summary>Exit code 0.</summary>
    public static SuccessRule Default { get; } = new();

    /// <summary>Whether a command that ended so has succeeded.</summary>
    /// <param name="code">Its exit code; <c>null</c> when a signal ended it.</param>
    /// <param name="isPatternSeen">Whether its output held <see cref="Pattern"/>.</param>
    public bool IsMet(int? code, bool isPatternSeen) =>
        code is { } known && (Pattern is null || isPatternSeen) && (ExitCodes?.Contains(known) ?? (Pattern is not null || known == 0));
}

/// <summary>How a running pane is checked, from outside it.</summary>
/// <param name="Test">What <c>/bin/sh -c</c> is given; exit code 0 is healthy.</param>
/// <param name="Interval">The time between two checks.</param>
/// <param name="Timeout">How long one may take.</param>
/// <param name="Retries">So many failed checks in a row, and the pane is unhealthy.</param>
/// <param name="StartPeriod">Failed checks do not count in the first time after the start.</param>
public sealed record HealthPlan(string Test, TimeSpan Interval, TimeSpan Timeout, int Retries, TimeSpan StartPeriod);
