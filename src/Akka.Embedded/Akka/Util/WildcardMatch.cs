#nullable disable
namespace Akka.Util;

/// <summary>Matches names against patterns with <c>*</c> for any text and <c>?</c> for one character.</summary>
public static class WildcardMatch
{
    /// <summary>Whether the whole text fits the pattern.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        var (t, p, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(text[t], pattern[p], caseSensitive)))
            {
                t++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume; // let the star take one character more
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool caseSensitive) =>
        caseSensitive ? a == b : char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
