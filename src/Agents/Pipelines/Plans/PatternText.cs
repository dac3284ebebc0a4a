using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>The patterns of pipelines: regular expressions that cannot take longer than the text is long.</summary>
internal static class PatternText
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    /// <exception cref="ArgumentException">It does not parse.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or is too big.</exception>
    public static Regex Compile(string pattern) => new(pattern, Options);

    /// <summary>Why a text is no pattern; <c>null</c> when it is one.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            return Compile(pattern).IsMatch("") ? "it matches an empty text, so it would always be there" : null;
        }
        catch (RegexParseException e)
        {
            return $"at character {e.Offset + 1}: {e.Error}";
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
