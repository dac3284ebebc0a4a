using Akka.Configuration.Hocon;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>Settings by path (<c>a.b.c</c>; a key with dots in it stands in quotes), with others to fall back to. Not changed once made.</summary>
/// <remarks>The typed readers return their default when the path is not there, and throw <see cref="ConfigurationException"/> when the value is of another kind.</remarks>
public class Config
{
    /// <summary>A configuration with nothing in it.</summary>
    public static readonly Config Empty = new();

    private readonly HoconValue _own;
    private HoconValue? _merged;

    /// <summary>A configuration with nothing in it.</summary>
    public Config() : this(new HoconRoot(new HoconValue(new HoconObject()))) { }

    /// <summary>The content of one text.</summary>
    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _own = root.Value;
    }

    /// <summary>Another configuration's content with something to fall back to.</summary>
    public Config(Config source, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Fallback = fallback is null || source.Fallback is null ? fallback ?? source.Fallback : source.Fallback.WithFallback(fallback);
    }

    /// <summary>Where a path that this has not is looked for; null when nowhere.</summary>
    public Config? Fallback { get; }

    /// <summary>Whether there is nothing in it, fallbacks included.</summary>
    public virtual bool IsEmpty => Root.IsEmpty;

    /// <summary>All settings, fallbacks included.</summary>
    public virtual HoconValue Root => _merged ??= Fallback is null ? _own : _own.IsEmpty ? Fallback.Root : HoconValue.Merged(Fallback.Root, _own);

    /// <summary>The settings of this one, then those of the fallback for what it has not; objects merge key by key.</summary>
    /// <exception cref="ArgumentException">The fallback is this configuration itself.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (fallback.IsNullOrEmpty())
            return this;
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("A configuration can't have itself as fallback.", nameof(fallback));
        return _own.IsEmpty && Fallback is null ? fallback : new Config(this, fallback);
    }

    /// <summary>The same settings, with a further fallback where one is given.</summary>
    protected Config Copy(Config? fallback = null) => new(this, fallback);

    /// <summary>Whether something is set at a path.</summary>
    public virtual bool HasPath(string path) => GetValue(path) is not null;

    /// <summary>What is set at a path; null when nothing is.</summary>
    public HoconValue? GetValue(string path)
    {
        var value = Root;
        foreach (var key in HoconText.SplitPath(path))
        {
            if (value.GetChildObject(key) is not { } child)
                return null;
            value = child;
        }
        return value;
    }

    /// <summary>The settings below a path; null when nothing is set there.</summary>
    /// <exception cref="ConfigurationException">The value is no object.</exception>
    public virtual Config? GetConfig(string path) => GetValue(path) is { } value
        ? Read(path, value, v => v.IsObject() ? v.ToConfig() : throw new ConfigurationException($"Expected an object, found {v}."))
        : null;

    /// <summary>Text; the default when the path is not there, null when it is set to null.</summary>
    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        GetValue(path) is { } value ? Read(path, value, v => v.GetString())! : @default;

    /// <summary>A switch: on, true, yes or off, false, no.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => Get(path, v => v.GetBoolean(), @default);

    /// <summary>A whole number.</summary>
    public virtual int GetInt(string path, int @default = 0) => Get(path, v => v.GetInt(), @default);

    /// <inheritdoc cref="GetInt" />
    public virtual long GetLong(string path, long @default = 0) => Get(path, v => v.GetLong(), @default);

    /// <summary>A number.</summary>
    public virtual float GetFloat(string path, float @default = 0) => Get(path, v => v.GetFloat(), @default);

    /// <inheritdoc cref="GetFloat" />
    public virtual double GetDouble(string path, double @default = 0) => Get(path, v => v.GetDouble(), @default);

    /// <inheritdoc cref="GetFloat" />
    public virtual decimal GetDecimal(string path, decimal @default = 0) => Get(path, v => v.GetDecimal(), @default);

    /// <summary>A size in bytes, <c>1kB</c> = 1,000 and <c>1KiB</c> = 1,024; null when the path is not there.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>A size in bytes, <c>1kB</c> = 1,000 and <c>1KiB</c> = 1,024.</summary>
    public virtual long? GetByteSize(string path, long? def = null) => Get(path, v => v.GetByteSize(), def);

    /// <summary>A duration; a bare number is in milliseconds.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">When the path is not there; null for zero.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> (-1 ms, what timers take for endless) is a value.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Get(path, v => v.GetTimeSpan(allowInfinite), @default.GetValueOrDefault());

    /// <summary>A list of texts, empty when the path is not there; the same holds for all the lists.</summary>
    public virtual IList<string> GetStringList(string path) => Get(path, v => v.GetStringList(), []);

    /// <summary>A list of texts.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Get(path, v => v.GetStringList(), defaultPaths);

    /// <summary>A list of switches.</summary>
    public virtual IList<bool> GetBooleanList(string path) => Get(path, v => v.GetBooleanList(), []);

    /// <summary>A list of numbers.</summary>
    public virtual IList<int> GetIntList(string path) => Get(path, v => v.GetIntList(), []);

    /// <inheritdoc cref="GetIntList" />
    public virtual IList<long> GetLongList(string path) => Get(path, v => v.GetLongList(), []);

    /// <inheritdoc cref="GetIntList" />
    public virtual IList<byte> GetByteList(string path) => Get(path, v => v.GetByteList(), []);

    /// <inheritdoc cref="GetIntList" />
    public virtual IList<float> GetFloatList(string path) => Get(path, v => v.GetFloatList(), []);

    /// <inheritdoc cref="GetIntList" />
    public virtual IList<double> GetDoubleList(string path) => Get(path, v => v.GetDoubleList(), []);

    /// <inheritdoc cref="GetIntList" />
    public virtual IList<decimal> GetDecimalList(string path) => Get(path, v => v.GetDecimalList(), []);

    /// <summary>The outermost keys with their values, fallbacks included.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? Enumerable.Empty<KeyValuePair<string, HoconValue>>();

    /// <summary>The settings without fallbacks, as HOCON that reads back the same.</summary>
    public override string ToString() => ToString(includeFallback: false);

    /// <summary>The settings as HOCON that reads back the same.</summary>
    public string ToString(bool includeFallback)
    {
        var shown = includeFallback ? Root : _own;
        return shown.GetObject()?.ToString(0) ?? shown.ToString();
    }

    /// <summary>Reads HOCON.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "ConfigurationFactory.ParseString is the alternate.")]
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>A configuration with HOCON to fall back to.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "WithFallback is the alternate.")]
    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>HOCON with a configuration to fall back to.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "WithFallback is the alternate.")]
    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    private T Get<T>(string path, Func<HoconValue, T> read, T @default) => GetValue(path) is { } value ? Read(path, value, read) : @default;

    private static T Read<T>(string path, HoconValue value, Func<HoconValue, T> read)
    {
        try
        {
            return read(value);
        }
        catch (ConfigurationException wrong)
        {
            throw new ConfigurationException($"{path}: {wrong.Message}", wrong);
        }
    }
}
