namespace Orchestrator.Runtime.Configuration;

/// <summary>Finds the word that someone probably meant.</summary>
public static class Spelling
{
    /// <summary>The candidate with the fewest changed letters, or null when none is near (more than a third of the letters differ).</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var least = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= least)
                continue;
            var distance = Distance(word, candidate);
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>A hint for an unknown word: <c>Did you mean "developer"? </c> and then what may be written.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> allowed)
    {
        var list = string.Join(", ", allowed);
        return Nearest(word, allowed) is { } nearest ? $"Did you mean \"{nearest}\"? May be written: {list}." : $"May be written: {list}.";
    }

    private static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + changed);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
