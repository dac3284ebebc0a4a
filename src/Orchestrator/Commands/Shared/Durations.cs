using Orchestrator.Runtime.Configuration;

namespace Orchestrator.Commands.Shared;

/// <summary>Durations of the command line.</summary>
internal static class Durations
{
    /// <summary>Reads one that is longer than nothing.</summary>
    /// <param name="text">As written.</param>
    /// <param name="bareUnit">What a bare number counts.</param>
    /// <param name="duration">Above zero, at most ten years.</param>
    internal static bool TryParse(string text, TimeSpan bareUnit, out TimeSpan duration) =>
        DurationText.TryParse(text, bareUnit, out duration) && duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(3653);

    /// <summary>For people: to the second, and above an hour to the minute.</summary>
    internal static string Format(TimeSpan duration)
    {
        var unit = duration < TimeSpan.FromHours(1) ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute;
        return DurationText.Format(duration < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : TimeSpan.FromTicks(duration.Ticks / unit * unit));
    }
}
