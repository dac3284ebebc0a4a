using System.Globalization;

namespace Orchestrator.Runtime.Configuration;

/// <summary>Durations as people write them: <c>30s</c>, <c>15m</c>, <c>1h30m</c>, <c>12ms</c>, <c>2 hours</c>.</summary>
public static class DurationText
{
    /// <summary>What may be written, for error messages.</summary>
    public const string Forms = "30s, 15m, 2h or 1h30m";

    private static readonly (string[] Names, TimeSpan Length)[] Units =
    [
        (["d", "day", "days"], TimeSpan.FromDays(1)),
        (["h", "hour", "hours"], TimeSpan.FromHours(1)),
        (["m", "min", "minute", "minutes"], TimeSpan.FromMinutes(1)),
        (["s", "sec", "second", "seconds"], TimeSpan.FromSeconds(1)),
        (["ms", "millisecond", "milliseconds"], TimeSpan.FromMilliseconds(1)),
        (["us", "microsecond", "microseconds"], TimeSpan.FromMicroseconds(1)),
    ];

    /// <summary>Reads a duration: parts of a number and a unit, the larger unit first, each at most once.</summary>
    /// <param name="text">Not negative; a part may be a decimal (<c>1.5h</c>).</param>
    /// <param name="bareUnit">What a number without a unit counts; null refuses it.</param>
    /// <param name="duration">What was read.</param>
    /// <returns>False when the text is no duration or longer than <see cref="TimeSpan"/> holds.</returns>
    public static bool TryParse(string text, TimeSpan? bareUnit, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
            return false;
        var nextUnit = 0;
        while (!rest.IsEmpty)
        {
            var digits = Leading(rest, c => char.IsAsciiDigit(c) || c == '.');
            if (!decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..].TrimStart();
            var letters = Leading(rest, char.IsAsciiLetter);
            if (letters == 0)
                return nextUnit == 0 && rest.IsEmpty && bareUnit is { } unit && TryAdd(number, unit, ref duration);
            var found = FindUnit(rest[..letters], nextUnit);
            if (found < 0 || !TryAdd(number, Units[found].Length, ref duration))
                return false;
            nextUnit = found + 1;
            rest = rest[letters..].TrimStart();
        }
        return true;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads it back: <c>1h30m</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var ticks = duration.Ticks;
        var text = "";
        foreach (var (names, length) in Units)
        {
            if (ticks / length.Ticks is var count and > 0)
                text += string.Create(CultureInfo.InvariantCulture, $"{count}{names[0]}");
            ticks %= length.Ticks;
        }
        return text.Length == 0 ? "0s" : text;
    }

    private static int FindUnit(ReadOnlySpan<char> name, int from)
    {
        for (var i = from; i < Units.Length; i++)
        {
            foreach (var unit in Units[i].Names)
            {
                if (name.Equals(unit, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }
        return -1;
    }

    private static bool TryAdd(decimal number, TimeSpan unit, ref TimeSpan duration)
    {
        var limit = (decimal)(TimeSpan.MaxValue - duration).Ticks;
        if (number > limit / unit.Ticks)
            return false;
        duration += TimeSpan.FromTicks((long)(number * unit.Ticks));
        return true;
    }

    private static int Leading(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var count = 0;
        while (count < text.Length && belongs(text[count]))
            count++;
        return count;
    }
}
