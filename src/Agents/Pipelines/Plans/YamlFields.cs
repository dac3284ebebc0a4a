using Orchestrator.Runtime.Configuration;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>The fields of one mapping, each taken once and checked; what nobody takes is unknown.</summary>
internal sealed class YamlFields
{
    private const int LongestText = 100_000; // the kernel takes 128 KiB for one argument
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    // What those who come from GitHub Actions and compose would write.
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["if"] = "when",
        ["working-directory"] = "dir",
        ["working-dir"] = "dir",
        ["environment"] = "env",
        ["depends-on"] = "needs",
        ["healthcheck"] = "health",
    };

    private readonly string _owner;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _left = [];
    private readonly List<string> _known = [];

    /// <param name="map">The mapping.</param>
    /// <param name="owner">Whose fields they are, for a person: <c>Stage "build"</c>.</param>
    /// <param name="problems">Where problems go.</param>
    public YamlFields(YamlMappingNode map, string owner, ProblemList problems)
    {
        (_owner, _problems) = (owner, problems);
        foreach (var (key, value) in map)
        {
            var written = (key as YamlScalarNode)?.Value ?? "";
            var name = written.Replace('_', '-');
            name = Aliases.GetValueOrDefault(name, name);
            if (!_left.TryAdd(name, (key, value)))
                problems.Add(key, $"{owner} has {SafeName.Quote(name)} twice.", "Leave one of them out.");
        }
    }

    public bool Has(string name) => _left.ContainsKey(name);

    /// <summary>A field as it stands; <c>null</c> when it is not there.</summary>
    public YamlNode? Take(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out var field) ? field.Value : null;
    }

    public string? Text(string name) => Take(name) is { } node ? TextOf(node, name) : null;

    public bool Flag(string name, bool otherwise)
    {
        if (Take(name) is not { } node || TextOf(node, name) is not { } text) return otherwise;
        if (text is "true" or "false") return text == "true";
        _problems.Add(node, $"{name} of {_owner} is {SafeName.Quote(text)}.", "Write true or false.");
        return otherwise;
    }

    public int Count(string name, int min, int max, int otherwise) =>
        Take(name) is { } node ? CountOf(node, name, min, max) ?? otherwise : otherwise;

    public int? CountOf(YamlNode node, string name, int min, int max)
    {
        if (TextOf(node, name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= min && count <= max) return count;
        _problems.Add(node, $"{name} of {_owner} is {SafeName.Quote(text)}.", $"Write a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>A time span longer than nothing; a bare number counts seconds.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Take(name) is not { } node || TextOf(node, name) is not { } text) return null;
        if (DurationText.TryParse(text, TimeSpan.FromSeconds(1), out var duration) && duration > TimeSpan.Zero && duration <= Longest) return duration;
        _problems.Add(node, $"{name} of {_owner} is {SafeName.Quote(text)}, which is no duration.", "Write for example 500ms, 30s, 15m or 1h30m; a bare number is seconds.");
        return null;
    }

    public string? Pattern(string name) => Take(name) is { } node ? PatternOf(node, name) : null;

    public string? PatternOf(YamlNode node, string name)
    {
        if (TextOf(node, name) is not { } text) return null;
        if (PatternText.Problem(text) is not { } problem) return text;
        _problems.Add(node, $"{name} of {_owner} is {SafeName.Quote(text)}, which is no pattern that can be used. {problem}", "");
        return null;
    }

    public IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string> outer)
    {
        if (Take("env") is not { } node) return outer;
        if (node is not YamlMappingNode map)
        {
            _problems.Add(node, $"env of {_owner} holds no \"NAME: value\" lines.", "Write env: {NAME: value}.");
            return outer;
        }
        var all = new Dictionary<string, string>(outer);
        foreach (var (key, value) in map)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!IsVariable(name))
                _problems.Add(key, $"{SafeName.Quote(name)} cannot be the name of an environment variable.", "Write letters, digits and _, not beginning with a digit; ORC_… are Orchestrator's own.");
            else if (value is YamlScalarNode { Value: { } text } && Fits(value, name, text))
                all[name] = text;
            else if (value is not YamlScalarNode)
                _problems.Add(value, $"The variable {name} of {_owner} is a list or a mapping, not a text.", "Put it into quotes.");
        }
        return all;
    }

    /// <summary>A scalar's text, without blanks at its ends.</summary>
    public string? TextOf(YamlNode node, string name)
    {
        if (node is not YamlScalarNode { Value: { } value } || string.IsNullOrWhiteSpace(value))
            _problems.Add(node, node is YamlScalarNode ? $"{name} of {_owner} has no value." : $"{name} of {_owner} is a list or a mapping, not a text.", $"Write \"{name}: value\", or leave it out.");
        else if (Fits(node, name, value))
            return value.Trim();
        return null;
    }

    /// <summary>The fields of a mapping that is a field of this one.</summary>
    public YamlFields Nested(YamlMappingNode map, string name) => new(map, $"{name} of {_owner}", _problems);

    public void Problem(YamlNode at, string message, string hint = "") => _problems.Add(at, message, hint);

    /// <summary>To be called at the end: what is left is unknown.</summary>
    /// <param name="elsewhere">What to say of a field that belongs somewhere else.</param>
    public void Complete(IReadOnlyDictionary<string, string>? elsewhere = null)
    {
        foreach (var (name, (key, _)) in _left)
        {
            var hint = elsewhere?.GetValueOrDefault(name) ?? Spelling.Hint(name, _known);
            _problems.Add(key, $"{_owner} has an unknown field {SafeName.Quote((key as YamlScalarNode)?.Value ?? "")}.", hint);
        }
    }

    private bool Fits(YamlNode node, string name, string text)
    {
        if (text.Length <= LongestText && !text.Contains('\0', StringComparison.Ordinal)) return true;
        _problems.Add(node, text.Length > LongestText
            ? string.Create(CultureInfo.InvariantCulture, $"{name} of {_owner} has {text.Length:N0} characters; {LongestText:N0} are possible.")
            : $"{name} of {_owner} holds a NUL, which no program can be given.", "Put long material into a file.");
        return false;
    }

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !name.StartsWith("ORC_", StringComparison.Ordinal);
}
