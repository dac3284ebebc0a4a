using System.Globalization;

namespace Orchestrator.Rehearsal;

/// <summary>How prompts and times stand in the transcript.</summary>
internal static class Transcript
{
    private const int ShownLines = 12;

    /// <summary>A submitted prompt: its first lines after the prompt sign, and how many more there were.</summary>
    public static IEnumerable<string> OfPrompt(string prompt)
    {
        var lines = prompt.Split('\n');
        for (var i = 0; i < Math.Min(lines.Length, ShownLines); i++)
            yield return (i == 0 ? "❯ " : "  ") + (lines[i].Length > 2000 ? lines[i][..2000] + " …" : lines[i]);
        if (lines.Length > ShownLines)
            yield return $"  … +{lines.Length - ShownLines} lines";
    }

    /// <summary>A time of day as the CLIs write it, in whole minutes and never too early: <c>3:07pm (UTC)</c>, <c>12am (UTC)</c>.</summary>
    public static string ResetTime(DateTimeOffset time)
    {
        var minute = TimeSpan.TicksPerMinute;
        var rounded = new DateTime((time.UtcTicks + minute - 1) / minute * minute, DateTimeKind.Utc);
        var hour = rounded.ToString(rounded.Minute == 0 ? "htt" : "h:mmtt", CultureInfo.InvariantCulture);
        return $"{hour.ToLowerInvariant()} (UTC)";
    }
}
