using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Values by key, in the order in which the keys were first written.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The values by key.</summary>
    public Dictionary<string, HoconValue> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>The same as dictionaries, lists and strings.</summary>
    public IDictionary<string, object?> Unwrapped => Items.ToDictionary(
        item => item.Key,
        item => item.Value.GetObject() is { } child ? (object?)child.Unwrapped : item.Value,
        StringComparer.Ordinal);

    /// <inheritdoc />
    public bool IsString() => false;

    /// <inheritdoc />
    public string? GetString() => throw new ConfigurationException("This is an object, not a string.");

    /// <inheritdoc />
    public bool IsArray() => false;

    /// <inheritdoc />
    public IList<HoconValue> GetArray() => throw new ConfigurationException("This is an object, not an array.");

    /// <summary>The value at a key (one key, not a path); null when there is none.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The value at a key (one key, not a path), made empty when there was none.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>Takes over what <paramref name="other"/> has and this has not, nested objects included.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, theirs) in other.Items)
        {
            if (!Items.TryGetValue(key, out var ours))
                Items[key] = theirs;
            else if (ours.GetObject() is { } ourObject && theirs.GetObject() is { } theirObject)
                ourObject.Merge(theirObject);
        }
    }

    /// <summary>A new object with the keys of both; where both have a key, <paramref name="winner"/>'s, unless both are objects. Changes neither.</summary>
    internal static HoconObject Merged(HoconObject loser, HoconObject winner)
    {
        var result = new HoconObject();
        foreach (var (key, value) in loser.Items)
            result.Items[key] = value;
        foreach (var (key, value) in winner.Items)
            result.Items[key] = result.Items.TryGetValue(key, out var lost) ? HoconValue.Merged(lost, value) : value;
        return result;
    }

    /// <summary>The fields as HOCON, one a line, without braces.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The fields as HOCON, one a line, without braces.</summary>
    /// <param name="indent">Levels of indentation, two spaces each.</param>
    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
            text.Append(' ', indent * 2).Append(HoconText.QuotedKey(key)).Append(" : ").Append(value.ToString(indent)).Append('\n');
        return text.ToString();
    }
}
