using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads durations and sizes: a number, and a unit that may be left out.</summary>
internal static class HoconUnits
{
    /// <summary>Ticks of 100 ns in one of each unit. A bare number is in milliseconds.</summary>
    private static readonly Dictionary<string, double> _durations = Table(
        (0.01, "ns nano nanos nanosecond nanoseconds"),
        (10, "us micro micros microsecond microseconds"),
        (TimeSpan.TicksPerMillisecond, " ms milli millis millisecond milliseconds"),
        (TimeSpan.TicksPerSecond, "s second seconds"),
        (TimeSpan.TicksPerMinute, "m minute minutes"),
        (TimeSpan.TicksPerHour, "h hour hours"),
        (TimeSpan.TicksPerDay, "d day days"));

    /// <summary>Bytes in one of each unit.</summary>
    private static readonly Dictionary<string, double> _sizes = Table(
        (1, " b B byte bytes"),
        (1e3, "kB kilobyte kilobytes"), (1024d, "K k Ki KiB kibibyte kibibytes"),
        (1e6, "MB megabyte megabytes"), (1024d * 1024, "M m Mi MiB mebibyte mebibytes"),
        (1e9, "GB gigabyte gigabytes"), (1024d * 1024 * 1024, "G g Gi GiB gibibyte gibibytes"),
        (1e12, "TB terabyte terabytes"), (1024d * 1024 * 1024 * 1024, "T t Ti TiB tebibyte tebibytes"),
        (1e15, "PB petabyte petabytes"), (1024d * 1024 * 1024 * 1024 * 1024, "P p Pi PiB pebibyte pebibytes"));

    public static TimeSpan? Duration(string text) =>
        Scaled(text, _durations) is { } ticks && ticks is >= long.MinValue and < long.MaxValue ? TimeSpan.FromTicks((long)Math.Round(ticks)) : null;

    public static long? Size(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            return exact;
        return Scaled(text, _sizes) is { } bytes && bytes is >= long.MinValue and < long.MaxValue ? (long)bytes : null;
    }

    private static double? Scaled(string text, Dictionary<string, double> units)
    {
        var end = text.Length;
        while (end > 0 && char.IsAsciiLetter(text[end - 1]))
            end--;
        return units.TryGetValue(text[end..], out var factor)
            && double.TryParse(text.AsSpan(0, end).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number * factor
            : null;
    }

    private static Dictionary<string, double> Table(params (double Factor, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Factor)))
            .ToDictionary(pair => pair.name, pair => pair.Factor, StringComparer.Ordinal);
}
