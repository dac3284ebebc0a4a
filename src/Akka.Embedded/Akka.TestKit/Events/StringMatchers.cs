using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts texts.</summary>
public interface IStringMatcher
{
    /// <summary>Whether the text is accepted.</summary>
    bool IsMatch(string s);
}

/// <summary>Accepts every text.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    /// <summary>The only instance.</summary>
    public static IStringMatcher Instance { get; } = new MatchesAll();

    /// <inheritdoc/>
    public bool IsMatch(string s) => true;

    /// <inheritdoc/>
    public override string ToString() => "";
}

/// <summary>Accepts one text.</summary>
public class EqualsString : IStringMatcher
{
    private readonly string _s;

    /// <summary>With the text.</summary>
    public EqualsString(string s) => _s = s;

    /// <inheritdoc/>
    public bool IsMatch(string s) => string.Equals(_s, s, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "== \"" + _s + "\"";
}

/// <summary>Accepts an actor's path, with or without address, and a text that equals it.</summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _path;
    private readonly bool _canBeRelative;

    /// <summary>With the path.</summary>
    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _path = path;
        _canBeRelative = canBeRelative;
    }

    /// <inheritdoc/>
    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.OrdinalIgnoreCase)) return true;
        if (!_canBeRelative || path is null || !Actor.ActorPath.TryParse(path, out var actual)) return false;
        var relative = actual.ToStringWithoutAddress();
        return string.Equals(relative, _path, StringComparison.OrdinalIgnoreCase) || string.Equals(relative, "/" + _path, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override string ToString() => "== \"" + _path + "\"";
}

/// <summary>Accepts texts with a beginning.</summary>
public class StartsWithString : IStringMatcher
{
    private readonly string _start;

    /// <summary>With the beginning.</summary>
    public StartsWithString(string start) => _start = start;

    /// <inheritdoc/>
    public bool IsMatch(string s) => s?.StartsWith(_start, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public override string ToString() => "starts with \"" + _start + "\"";
}

/// <summary>Accepts texts with a part.</summary>
public class ContainsString : IStringMatcher
{
    private readonly string _part;

    /// <summary>With the part.</summary>
    public ContainsString(string part) => _part = part;

    /// <inheritdoc/>
    public bool IsMatch(string s) => s?.Contains(_part, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public override string ToString() => "contains \"" + _part + "\"";
}

/// <summary>Accepts texts of a pattern.</summary>
public class RegexMatcher : IStringMatcher
{
    private readonly Regex _regex;

    /// <summary>With the pattern.</summary>
    public RegexMatcher(Regex regex) => _regex = regex;

    /// <inheritdoc/>
    public bool IsMatch(string s) => s is not null && _regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => "matches regex \"" + _regex + "\"";
}
