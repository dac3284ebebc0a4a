using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Reads tmux's way of writing versions.</summary>
public static partial class TmuxVersion
{
    /// <summary>Parses e.g. <c>tmux 3.3a</c>, <c>3.2-rc2</c>, <c>next-3.6</c>; <c>master</c> is newer than all.</summary>
    /// <returns>The letter of a patch release as the third number (<c>3.3a</c> is 3.3.1); null when it is no version of tmux.</returns>
    public static Version? Parse(string text)
    {
        var word = text.Trim();
        if (word.StartsWith("tmux ", StringComparison.Ordinal)) word = word[5..];
        if (word == "master") return new Version(int.MaxValue, 0, 0);
        var match = Pattern().Match(word);
        return match.Success
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
                ? new Version(major, minor, match.Groups[3].Value is [var letter] ? letter - 'a' + 1 : 0)
                : null;
    }

    [GeneratedRegex(@"^(?:next-|openbsd-)?(\d+)\.(\d+)([a-z])?(?:-rc\d*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
