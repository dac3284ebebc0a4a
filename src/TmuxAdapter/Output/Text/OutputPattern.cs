using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Orchestrator.TmuxAdapter;

/// <summary>A regular expression that is looked for in output. It cannot stall its reader: where it needs backtracking, there is a time limit; otherwise it goes
/// over to an engine without it, whose time grows with the line's length alone, as soon as it takes long.</summary>
/// <remarks>That engine needs half a megabyte for each expression, so it is made only for those that need it. Both find the same.</remarks>
public sealed class OutputPattern
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MostCharacters = 4096;

    /// <summary>How long an expression that needs backtracking may take for one line.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan QuickLimit = TimeSpan.FromMilliseconds(10);

    private const RegexOptions Common = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    // What can match a line feed, taken broadly: such a pattern is also shown the lines before.
    private static readonly string[] _crossesLines = ["\\n", "\\r", "\\s", "\\W", "\\D", "\\P", "\\x", "\\u", "\\c", "\\0", "[^", "(?s", "(?x", "\n"];

    private static readonly SearchValues<char> _inlineOptions = SearchValues.Create("imnsx-");

    private Regex _regex;

    private OutputPattern(string text, Regex regex, string? warning)
    {
        (Text, _regex, Warning) = (text, regex, warning);
        CrossesLines = _crossesLines.Any(sign => text.Contains(sign, StringComparison.Ordinal)) || HasInlineSingleline(text);
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What its writer should know: that it needs backtracking. Null for nothing.</summary>
    public string? Warning { get; }

    /// <summary>Whether a match may extend over several lines.</summary>
    internal bool CrossesLines { get; }

    /// <summary>Throws at a text that takes it long; see <see cref="BecomeLinear"/>.</summary>
    internal Regex Regex => Volatile.Read(ref _regex);

    /// <summary>Reads an expression of .NET's syntax; <c>^</c> and <c>$</c> are a line's.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pattern">It, ready to use.</param>
    /// <param name="problem">Why it is none, with the place, for a person.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out OutputPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        if (text.Length is 0 or > MostCharacters)
        {
            problem = $"The regular expression has {text.Length} characters; 1 to {MostCharacters} are possible.";
            return false;
        }

        try
        {
            var quick = new Regex(text, Common, QuickLimit);
            if (MayNeedBacktracking(text)) _ = Linear(text);
            pattern = new OutputPattern(text, quick, null);
        }
        catch (RegexParseException e)
        {
            problem = $"The regular expression \"{text}\" cannot be read at position {e.Offset}: {Describe(e.Error)}.";
        }
        catch (NotSupportedException)
        {
            pattern = new OutputPattern(text, new Regex(text, Common, TimeLimit),
                $"\"{text}\" needs backtracking (a look-around, a back-reference, or much repetition): it is ended when one line takes more than {TimeLimit.TotalMilliseconds:0} ms.");
        }

        return pattern is not null;
    }

    /// <summary>Whether it matches anywhere in a text, such as a screen.</summary>
    /// <exception cref="PatternTooSlowException">It took too long.</exception>
    public bool IsMatch(string text) => FirstMatch(text) is not null;

    /// <returns>The first match in a text, such as a screen; null for none.</returns>
    /// <exception cref="PatternTooSlowException">It took too long.</exception>
    public string? FirstMatch(string text)
    {
        try
        {
            return Regex.Match(text) is { Success: true } match ? match.Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return BecomeLinear() ? FirstMatch(text) : throw new PatternTooSlowException(this);
        }
    }

    /// <summary>Goes over to the engine without backtracking, after a time limit was over: what was looked at is to be looked at again.</summary>
    /// <returns>False when this expression needs backtracking.</returns>
    internal bool BecomeLinear()
    {
        if (Warning is not null) return false;
        if (Regex.MatchTimeout != Regex.InfiniteMatchTimeout) Volatile.Write(ref _regex, Linear(Text));
        return true;
    }

    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    private static Regex Linear(string text) => new(text, Common | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);

    /// <summary>Whether an expression has a sign without which none needs backtracking: a group that is more than a group, a reference back, a counted repetition.</summary>
    private static bool MayNeedBacktracking(string text)
    {
        if (text.Contains('{', StringComparison.Ordinal) || text.Contains("(?", StringComparison.Ordinal)) return true;
        for (var at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\\', at + 2))
            if (text[at + 1] is (>= '0' and <= '9') or 'k' or 'G') return true;
        return false;
    }

    private static bool HasInlineSingleline(string text)
    {
        for (var at = text.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = text.IndexOf("(?", at + 2, StringComparison.Ordinal))
        {
            var end = text.AsSpan(at + 2).IndexOfAny(')', ':');
            if (end > 0 && !text.AsSpan(at + 2, end).ContainsAnyExcept(_inlineOptions) && text.AsSpan(at + 2, end).ContainsAny('s', 'x')) return true;
        }

        return false;
    }

    /// <summary><c>InsufficientClosingParentheses</c> → "insufficient closing parentheses".</summary>
    private static string Describe(RegexParseError error) =>
        Regex.Replace(error.ToString(), "(?<!^)([A-Z])", match => $" {match.Value}").ToLowerInvariant();
}

/// <summary>A pattern that needs backtracking took longer for one line than it may.</summary>
public sealed class PatternTooSlowException(OutputPattern pattern)
    : Exception($"The pattern \"{pattern.Text}\" took more than {OutputPattern.TimeLimit.TotalMilliseconds:0} ms for one line: write it without look-arounds, back-references and nested repetition.");
