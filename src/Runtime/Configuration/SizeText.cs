using System.Globalization;

namespace Orchestrator.Runtime.Configuration;

/// <summary>Sizes as people write them: <c>512B</c>, <c>64KiB</c>, <c>10MB</c> (10,000,000), <c>1 MiB</c> (1,048,576).</summary>
public static class SizeText
{
    /// <summary>What may be written, for error messages.</summary>
    public const string Forms = "512B, 64KiB or 1MiB";

    private static readonly (string Name, long Bytes)[] Units =
    [
        ("B", 1), ("kB", 1_000), ("KiB", 1L << 10), ("MB", 1_000_000), ("MiB", 1L << 20), ("GB", 1_000_000_000), ("GiB", 1L << 30),
    ];

    /// <summary>Reads a whole number with a unit; the unit's case does not matter.</summary>
    /// <returns>False when the text is no size, has no unit, or is larger than a <see cref="long"/>.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = trimmed[digits..].TrimStart();
        foreach (var (name, size) in Units)
        {
            if (!unit.Equals(name, StringComparison.OrdinalIgnoreCase) || number > long.MaxValue / size)
                continue;
            bytes = number * size;
            return true;
        }
        return false;
    }

    /// <summary>Writes a size in the largest binary unit that divides it: <c>1MiB</c>.</summary>
    public static string Format(long bytes)
    {
        foreach (var (name, size) in Units.Reverse().Where(u => u.Name is "GiB" or "MiB" or "KiB"))
        {
            if (bytes >= size && bytes % size == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{name}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
    }
}
