using Orchestrator.Rehearsal.Scripts;
using Orchestrator.Runtime.Configuration;
using System.Text.RegularExpressions;

namespace Orchestrator.Rehearsal;

/// <summary>One turn: its steps, which of them is under way, and until when.</summary>
internal sealed class Turn(ScriptedTurn scripted, DateTimeOffset began)
{
    /// <summary>Linux takes no more than 128 KiB in one variable, and little in all of them.</summary>
    private const int LongestVariable = 16 * 1024;

    private readonly Queue<Step> _steps = new(scripted.Steps);
    private DateTimeOffset _stepBegan;
    private DateTimeOffset _stepEnds;
    private DateTimeOffset? _nextProgress;

    public Step? Step { get; private set; }

    public DateTimeOffset Began => began;

    /// <summary>The dialog that is up; the turn waits for its answer.</summary>
    public PermissionDialog? Dialog { get; set; }

    /// <summary>The screen shows no sign of life, though the turn goes on.</summary>
    public bool IsSilent => Step is Step.Quiet or Step.Hang;

    /// <summary>The screen looks as between turns.</summary>
    public bool LooksIdle => Step is Step.Ignore;

    public DateTimeOffset? NextDue => Earliest(_stepEnds == DateTimeOffset.MaxValue ? null : _stepEnds, _nextProgress);

    /// <summary>What a command of this turn gets: the captures of the rule's pattern as MATCH_1, MATCH_name, … (MATCH_0 is the whole match).</summary>
    public IReadOnlyDictionary<string, string> Environment => scripted.Groups.ToDictionary(
        group => $"MATCH_{group.Key}",
        group => Shorten(group.Value.Replace("\0", "", StringComparison.Ordinal)));

    /// <summary>Begins the next step; null when there is none.</summary>
    public Step? BeginNext(DateTimeOffset now)
    {
        Step = _steps.TryDequeue(out var step) ? step : null;
        _stepBegan = now;
        _stepEnds = EndOf(step, now);
        _nextProgress = step is Step.Work work && ProgressEvery(work) < work.Duration ? now + ProgressEvery(work) : null;
        return Step;
    }

    public bool IsStepOver(DateTimeOffset now) => now >= _stepEnds;

    /// <summary>Ends the step now, whatever it waits for.</summary>
    public void CompleteStep() => _stepEnds = DateTimeOffset.MinValue;

    /// <summary>What a step that is over leaves behind.</summary>
    public IEnumerable<RehearsalEffect> EndStep() => Step is Step.Work work
        ? [new RehearsalEffect.Print($"● Done after {DurationText.Format(work.Duration)}.")]
        : [];

    /// <summary>The line of progress that is due, if one is.</summary>
    public string? Progress(DateTimeOffset now)
    {
        if (Step is not Step.Work work || _nextProgress is not { } due || now < due)
            return null;
        _nextProgress = now + ProgressEvery(work);
        var percent = (int)(100 * ((now - _stepBegan) / work.Duration));
        return $"  ⎿  {percent} %";
    }

    /// <summary>Puts what the pattern captured into a text: <c>{1}</c>, <c>{name}</c>.</summary>
    public string Fill(string text) => Regex.Replace(text, @"\{(\w+)\}", hole =>
        scripted.Groups.TryGetValue(hole.Groups[1].Value, out var value) ? value : hole.Value);

    private static DateTimeOffset EndOf(Step? step, DateTimeOffset now) => step switch
    {
        Step.Work work => now + work.Duration,
        Step.Quiet quiet => now + quiet.Duration,
        Step.Ignore ignore => now + ignore.Duration,
        Step.Hang { Duration: { } duration } => now + duration,
        Step.Hang or Step.Ask or Step.LimitDialog or Step.Run or Step.Crash or Step.Signal or Step.Exit => DateTimeOffset.MaxValue,
        _ => now,
    };

    private static TimeSpan ProgressEvery(Step.Work work) => TimeSpan.FromSeconds(Math.Max(1, work.Duration.TotalSeconds / 5));

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;

    private static string Shorten(string text) => text.Length <= LongestVariable ? text : text[..LongestVariable];
}
