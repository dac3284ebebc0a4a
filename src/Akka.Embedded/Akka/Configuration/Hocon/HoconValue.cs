using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>One value: a literal, an array, an object, or several of a kind that stand side by side.</summary>
public class HoconValue : IMightBeAHoconObject
{
    /// <summary>An empty value.</summary>
    public HoconValue() : this([]) { }

    /// <summary>A value of the given parts.</summary>
    /// <param name="values">The parts; the list is kept, not copied.</param>
    /// <param name="adoptedFromFallback">Has no effect in this engine.</param>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        _ = adoptedFromFallback;
        Values = values;
    }

    internal HoconValue(IHoconElement element) : this([element]) { }

    /// <summary>The parts.</summary>
    public List<IHoconElement> Values { get; }

    /// <summary>Whether it has no part, or is an object without a key.</summary>
    public bool IsEmpty => Values.Count == 0 || (IsObject() && GetObject()!.Items.Count == 0);

    /// <summary>Whether it can be read as text.</summary>
    public bool IsString() => Values.Count > 0 && Values.TrueForAll(value => value.IsString());

    /// <summary>Whether it is an array.</summary>
    public bool IsArray() => Values.Count > 0 && Values.TrueForAll(value => value.IsArray());

    /// <inheritdoc />
    public bool IsObject() => GetObject() is not null;

    /// <inheritdoc />
    public HoconObject? GetObject()
    {
        if (Values is [HoconObject single])
            return single;
        return Values.Count > 0 && Values.TrueForAll(value => value is HoconObject)
            ? Values.Cast<HoconObject>().Aggregate(HoconObject.Merged)
            : null;
    }

    /// <summary>The value at one key; null when there is none or this is no object.</summary>
    public HoconValue? GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <summary>The elements; of several arrays side by side, those of all.</summary>
    /// <exception cref="ConfigurationException">It is no array.</exception>
    public IList<HoconValue> GetArray() => Values is [HoconArray single] ? single
        : IsArray() ? [.. Values.SelectMany(value => value.GetArray())]
        : throw Unfit("an array");

    /// <summary>The text; null for <c>null</c> and when there is nothing.</summary>
    /// <exception cref="ConfigurationException">It is an array or an object.</exception>
    public string? GetString() => Values switch
    {
        [] => null,
        [var single] when single.IsString() => single.GetString(),
        _ when IsString() => string.Concat(Values.Select(value => value.GetString())),
        _ => throw Unfit("a string"),
    };

    /// <summary>Puts one part in place of all.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <summary>Adds a part.</summary>
    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Takes all parts out.</summary>
    public void Clear() => Values.Clear();

    /// <summary>A configuration with this value at one key.</summary>
    public Config AtKey(string key)
    {
        var parent = new HoconObject();
        parent.Items[key] = this;
        return new Config(new HoconRoot(new HoconValue(parent)));
    }

    /// <summary>This object as a configuration of its own.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary><c>on</c>, <c>true</c>, <c>yes</c> or <c>off</c>, <c>false</c>, <c>no</c>.</summary>
    /// <exception cref="ConfigurationException">It is something else; the same holds for all the typed readers.</exception>
    public bool GetBoolean() => Text("on, off, true, false, yes or no") switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw Unfit("on, off, true, false, yes or no"),
    };

    /// <summary>A whole number, or a decimal one whose fraction is cut off.</summary>
    public int GetInt() => Number<int>("a whole number");

    /// <inheritdoc cref="GetInt" />
    public long GetLong() => Number<long>("a whole number");

    /// <summary>A number from 0 to 255.</summary>
    public byte GetByte() => Number<byte>("a number from 0 to 255");

    /// <summary>A decimal number.</summary>
    public double GetDouble() => Number<double>("a number");

    /// <inheritdoc cref="GetDouble" />
    public float GetFloat() => Number<float>("a number");

    /// <inheritdoc cref="GetDouble" />
    public decimal GetDecimal() => Number<decimal>("a number");

    /// <summary>A size with an optional unit, in bytes: <c>10b</c>, <c>1kB</c> (1,000), <c>1KiB</c> or <c>1K</c> (1,024) and so on; null when there is nothing.</summary>
    public long? GetByteSize() => GetString() is { } text ? HoconUnits.Size(text.Trim()) ?? throw Unfit("a size such as 512b, 10kB or 1MiB") : null;

    /// <summary>A duration with a unit from <c>ns</c> to <c>d</c>; a bare number is in milliseconds.</summary>
    /// <param name="allowInfinite">Whether <c>infinite</c> is allowed: -1 ms, which timers take for endless.</param>
    public TimeSpan GetTimeSpan(bool allowInfinite = true)
    {
        var expected = allowInfinite ? "a duration such as 10s or infinite" : "a duration such as 10s";
        var text = Text(expected).Trim();
        return allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase)
            ? Timeout.InfiniteTimeSpan
            : HoconUnits.Duration(text) ?? throw Unfit(expected);
    }

    /// <summary>The elements as text.</summary>
    public IList<string> GetStringList() => [.. GetArray().Select(value => value.GetString()!)];

    /// <summary>The elements as booleans.</summary>
    public IList<bool> GetBooleanList() => [.. GetArray().Select(value => value.GetBoolean())];

    /// <summary>The elements as numbers.</summary>
    public IList<int> GetIntList() => [.. GetArray().Select(value => value.GetInt())];

    /// <inheritdoc cref="GetIntList" />
    public IList<long> GetLongList() => [.. GetArray().Select(value => value.GetLong())];

    /// <inheritdoc cref="GetIntList" />
    public IList<byte> GetByteList() => [.. GetArray().Select(value => value.GetByte())];

    /// <inheritdoc cref="GetIntList" />
    public IList<double> GetDoubleList() => [.. GetArray().Select(value => value.GetDouble())];

    /// <inheritdoc cref="GetIntList" />
    public IList<float> GetFloatList() => [.. GetArray().Select(value => value.GetFloat())];

    /// <inheritdoc cref="GetIntList" />
    public IList<decimal> GetDecimalList() => [.. GetArray().Select(value => value.GetDecimal())];

    /// <summary>The value as HOCON that reads back the same.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The value as HOCON that reads back the same.</summary>
    /// <param name="indent">Levels of indentation of the line it stands on.</param>
    public virtual string ToString(int indent)
    {
        if (GetObject() is { } child)
            return child.Items.Count == 0 ? "{}" : $"{{\n{child.ToString(indent + 1)}{new string(' ', indent * 2)}}}";
        if (IsArray())
            return $"[{string.Join(",", GetArray().Select(value => value.ToString(indent)))}]";
        return Values.Count == 0 ? "" : HoconText.Quoted(GetString());
    }

    /// <summary>Objects merged, else the winner. Changes neither.</summary>
    internal static HoconValue Merged(HoconValue loser, HoconValue winner) =>
        loser.GetObject() is { } lost && winner.GetObject() is { } won ? new HoconValue(HoconObject.Merged(lost, won)) : winner;

    private T Number<T>(string expected) where T : struct, IConvertible, ISpanParsable<T>
    {
        var text = Text(expected).Trim();
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var number))
            return number;
        var isWhole = typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(byte);
        return isWhole && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            && T.TryParse(decimal.Truncate(fraction).ToString("F0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out number)
            ? number
            : throw Unfit(expected);
    }

    private string Text(string expected) => GetString() ?? throw Unfit(expected);

    private ConfigurationException Unfit(string expected)
    {
        var text = Values.Count == 0 ? "nothing" : ToString();
        return new ConfigurationException($"Expected {expected}, found {(text.Length > 100 ? string.Concat(text.AsSpan(0, 100), "…") : text)}.");
    }
}
