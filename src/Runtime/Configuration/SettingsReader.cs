using Akka.Configuration.Hocon;
using System.Globalization;

namespace Orchestrator.Runtime.Configuration;

/// <summary>
/// Reads settings strictly and remembers which were read. Mistakes are collected: a getter that finds one returns its type's
/// default, and <see cref="Complete"/> throws them all, the keys that nobody read among them.
/// </summary>
public sealed class SettingsReader
{
    private readonly LayeredConfig _config;
    private readonly SettingsProblems _problems;
    private readonly IReadOnlyList<string> _path;

    /// <param name="config">Where to read.</param>
    /// <param name="root">The group that this reader reads, e.g. <c>orchestrator</c>; empty for everything.</param>
    public SettingsReader(LayeredConfig config, string root = "")
        : this(config, new SettingsProblems(config), SettingsPath.Split(root)) { }

    private SettingsReader(LayeredConfig config, SettingsProblems problems, IReadOnlyList<string> path) =>
        (_config, _problems, _path) = (config, problems, path);

    /// <summary>A reader for a group of settings; mistakes go to this one.</summary>
    public SettingsReader Section(string key) => new(_config, _problems, PathOf(key));

    /// <summary>Whether anything stands at a key.</summary>
    public bool Has(string key) => _config.Find(PathOf(key)) is not null;

    /// <summary>A duration with a unit.</summary>
    public TimeSpan Duration(string key, TimeSpan min, TimeSpan max) => Read(key, "a duration with a unit", DurationText.Forms, text =>
        DurationText.TryParse(text, null, out var value) ? value : null, Within(min, max, DurationText.Format));

    /// <summary>A duration with a unit, or <c>off</c>: null.</summary>
    public TimeSpan? DurationOrOff(string key, TimeSpan min, TimeSpan max) => Text(key) switch
    {
        "off" => null,
        _ => Duration(key, min, max),
    };

    /// <summary>A size with a unit, in bytes.</summary>
    public long Size(string key, long min, long max) => Read(key, "a size with a unit", SizeText.Forms, text =>
        SizeText.TryParse(text, out var value) ? value : null, Within(min, max, SizeText.Format));

    /// <summary>A whole number.</summary>
    public int Count(string key, int min, int max) => Read(key, "a whole number", $"a number from {min} to {max}", text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        Within(min, max, value => value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A number, e.g. 0.2.</summary>
    public double Number(string key, double min, double max) => Read(key, "a number", FormattableString.Invariant($"a number from {min} to {max}"), text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
        Within(min, max, value => value.ToString(CultureInfo.InvariantCulture)));

    /// <summary><c>on</c> or <c>off</c>, <c>true</c> or <c>false</c>, <c>yes</c> or <c>no</c>.</summary>
    public bool Switch(string key) => Read<bool>(key, "a switch", "on or off", text => text switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => null,
    });

    /// <summary>One of the words given.</summary>
    public string Choice(string key, params IReadOnlyCollection<string> allowed)
    {
        var text = Text(key);
        if (text.Length > 0 && !allowed.Contains(text))
            _problems.Wrong(PathOf(key), $"is \"{text}\", which is not one of its values. {Spelling.Hint(text, allowed)}");
        return text;
    }

    /// <summary>Text; empty when there is a mistake, and where it may be empty.</summary>
    public string Text(string key, bool mayBeEmpty = false)
    {
        if (Take(key) is not { } value)
            return "";
        var text = value.IsArray() || value.IsObject() ? null : value.GetString();
        if (text is null)
            _problems.Wrong(PathOf(key), "is no single value. Write text.");
        else if (text.Length == 0 && !mayBeEmpty)
            _problems.Wrong(PathOf(key), "is empty. Write a value.");
        return text?.Trim() ?? "";
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (Take(key) is not { } value)
            return [];
        if (value.IsArray() && value.GetArray().All(v => !v.IsArray() && !v.IsObject() && v.GetString() is not null))
            return [.. value.GetArray().Select(v => v.GetString()!)];
        _problems.Wrong(PathOf(key), "is no list of texts. Write [\"a\", \"b\"].");
        return [];
    }

    /// <summary>A list of groups, each of single values by their keys. What keys there may be is the caller's to check.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Groups(string key)
    {
        if (Take(key) is not { } value)
            return [];
        if (value.IsArray() && value.GetArray().All(v => v.IsObject() && v.GetObject()!.Items.Values.All(item => !item.IsArray() && !item.IsObject() && item.GetString() is not null)))
            return [.. value.GetArray().Select(v => v.GetObject()!.Items.ToDictionary(item => item.Key, item => item.Value.GetString()!.Trim()))];
        _problems.Wrong(PathOf(key), "is no list of groups of single values. Write [{ key = value }, { key = value }].");
        return [];
    }

    /// <summary>The keys of a group whose names are free, e.g. of roles. Each has still to be read.</summary>
    public IReadOnlyList<string> Keys(string key)
    {
        var value = Find(key);
        if (value is not null && value.IsObject())
            return [.. value.GetObject()!.Items.Keys];
        Leave(key); // refused as a whole: what stands in it is no mistake of its own
        if (value is not null)
            _problems.Wrong(PathOf(key), "is no group of settings. Write { key = value }.");
        return [];
    }

    /// <summary>Leaves a group to somebody else: whatever stands in it counts as read.</summary>
    public void Leave(string key) => _problems.WasRead(PathOf(key));

    /// <summary>Records a mistake that only the caller can see.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="problem">What is wrong and what to write, to stand behind the setting's name.</param>
    public void Wrong(string key, string problem) => _problems.Wrong(PathOf(key), problem);

    /// <summary>Ends the reading.</summary>
    /// <exception cref="SettingsException">A value is missing, of the wrong kind or out of range, or a key below this reader's group is unknown.</exception>
    public void Complete() => _problems.ThrowIfAny(_path);

    private T Read<T>(string key, string kind, string forms, Func<string, T?> parse, Func<T, string?>? check = null) where T : struct
    {
        if (Take(key) is not { } value)
            return default;
        var text = value.IsArray() || value.IsObject() ? null : value.GetString();
        if (text is null || parse(text.Trim()) is not { } parsed)
        {
            _problems.Wrong(PathOf(key), $"is {(text is null ? "no single value" : $"\"{text}\", which is not {kind}")}. Write {forms}.");
            return default;
        }
        if (check?.Invoke(parsed) is { } problem)
            _problems.Wrong(PathOf(key), $"is \"{text}\", which is out of range. {problem}");
        return parsed;
    }

    private static Func<T, string?> Within<T>(T min, T max, Func<T, string> show) where T : IComparable<T> => value =>
        value.CompareTo(min) < 0 || value.CompareTo(max) > 0 ? $"Write {show(min)} to {show(max)}." : null;

    private HoconValue? Take(string key)
    {
        _problems.WasRead(PathOf(key));
        return Find(key);
    }

    private HoconValue? Find(string key)
    {
        if (_config.Find(PathOf(key)) is { } found)
            return found.Value;
        _problems.Missing(PathOf(key));
        return null;
    }

    private IReadOnlyList<string> PathOf(string key) => [.. _path, key];
}
