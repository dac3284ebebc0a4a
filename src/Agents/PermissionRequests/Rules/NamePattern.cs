using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>A name in which <c>*</c> stands for any characters, also none. The whole name has to fit.</summary>
public sealed class NamePattern
{
    private readonly string _text;

    private NamePattern(string text) => _text = text;

    /// <summary>Reads what a person wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NamePattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = text.Length == 0 ? "is empty" : text.Any(char.IsWhiteSpace) ? "holds a blank, and no name does" : null;
        pattern = problem is null ? new NamePattern(text) : null;
        return pattern is not null;
    }

    /// <summary>Whether the whole name fits.</summary>
    public bool Matches(string name) => Fits(_text, name);

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Whether a whole text fits a pattern in which <c>*</c> stands for any characters. In time of the product of their lengths.</summary>
    internal static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, from) = (p++, t);
            else if (p < pattern.Length && pattern[p] == text[t])
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++from);
            else
                return false;
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
