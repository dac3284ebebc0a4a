using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>One plain command by its words: <c>git push</c> is that and no more, <c>git push *</c> that with any further words, <c>npm run test:*</c> any such script.</summary>
public sealed class CommandPattern
{
    private const string Any = "*";
    private readonly string _text;
    private readonly IReadOnlyList<string> _words;
    private readonly bool _open;

    private CommandPattern(string text, IReadOnlyList<string> words)
    {
        _text = text;
        _open = words[^1] == Any;
        _words = _open ? [.. words.SkipLast(1)] : words;
    }

    /// <summary>Reads what a person wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CommandPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        (pattern, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
            problem = "is empty";
        else if (ShellCommand.Words(text) is not { } words)
            problem = "is no plain command: one program with its words, without ; & | < > ( ) { } $ ` \\ and open quotes";
        else
            pattern = new CommandPattern(text, words);
        return pattern is not null;
    }

    /// <summary>Whether a command is one plain command, and this one. For what is allowed: a list, a substitution or a redirection never is.</summary>
    public bool MatchesExactly(string command) => ShellCommand.Words(command) is { } words && Fits(words, words[0]);

    /// <summary>Whether a command is, or holds, this one. For what is refused or asked: under any path, in any part of a list.</summary>
    /// <returns>Unknown when it does more than can be read for certain, and so might.</returns>
    public RuleMatch MatchesAnywhere(string command)
    {
        if (ShellCommand.Words(command) is { } plain) return MatchPlain(plain);
        // An operator within quotes leaves a part with an open quote, which is unknown.
        var parts = ShellCommand.Parts(command).Select(part => ShellCommand.Words(part) is { } words ? MatchPlain(words) : RuleMatch.Unknown).ToList();
        return parts.Contains(RuleMatch.Yes) ? RuleMatch.Yes : parts.Contains(RuleMatch.Unknown) ? RuleMatch.Unknown : RuleMatch.No;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private RuleMatch MatchPlain(IReadOnlyList<string> words) =>
        Fits(words, words[0]) || Fits(words, ShellCommand.ProgramName(words[0])) ? RuleMatch.Yes
        : ShellCommand.IsRunner(words[0]) ? RuleMatch.Unknown
        : RuleMatch.No;

    private bool Fits(IReadOnlyList<string> words, string program)
    {
        if (_open ? words.Count < _words.Count : words.Count != _words.Count) return false;
        for (var i = 0; i < _words.Count; i++)
        {
            if (!NamePattern.Fits(_words[i], i == 0 ? program : words[i])) return false;
        }

        return true;
    }
}
