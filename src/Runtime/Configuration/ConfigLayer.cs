using Akka.Configuration;
using Akka.Configuration.Hocon;
using System.Globalization;

namespace Orchestrator.Runtime.Configuration;

/// <summary>The settings of one place.</summary>
/// <param name="Source">A file's path or an option, as a person would name it.</param>
/// <param name="Config">What stands there.</param>
public sealed record ConfigLayer(string Source, Config Config)
{
    private string? _text;

    /// <summary>Reads a HOCON file.</summary>
    /// <exception cref="SettingsException">The file is no HOCON or cannot be read.</exception>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static ConfigLayer FromFile(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return FromText(text, path) with { _text = text };
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, path, e);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not FileNotFoundException)
        {
            throw new SettingsException($"The settings in {path} cannot be read: {e.Message} Make the file readable or take it away.", e);
        }
    }

    /// <summary>Reads HOCON.</summary>
    /// <exception cref="SettingsException">The text is no HOCON.</exception>
    public static ConfigLayer FromText(string hocon, string source)
    {
        try
        {
            return new ConfigLayer(source, string.IsNullOrWhiteSpace(hocon) ? Config.Empty : ConfigurationFactory.ParseString(hocon));
        }
        catch (Exception e) when (e is not OutOfMemoryException) // the two engines name a mistake in HOCON by different types
        {
            throw new SettingsException($"The settings in {source} are no HOCON: {e.Message}", e);
        }
    }

    /// <summary>Where a key stands, as a person would look for it: the source, and the line where it is a file.</summary>
    internal string PlaceOf(IReadOnlyList<string> path) =>
        _text is not null && HoconLines.Of(_text, path) is { } line ? string.Create(CultureInfo.InvariantCulture, $"{Source}, line {line}") : Source;

    /// <summary>The paths of all values, outermost key first; an empty group counts as nothing.</summary>
    internal IEnumerable<IReadOnlyList<string>> Paths() => Config.IsEmpty ? [] : PathsBelow(Config.Root, []);

    private static IEnumerable<IReadOnlyList<string>> PathsBelow(HoconValue value, IReadOnlyList<string> path) =>
        value.IsObject()
            ? value.GetObject()!.Items.SelectMany(item => PathsBelow(item.Value, [.. path, item.Key]))
            : [path];
}
