using System.Text.RegularExpressions;

namespace Orchestrator.Runtime.Configuration;

/// <summary>Where settings are written, from the weakest place to the strongest.</summary>
/// <param name="Reference">The file with every setting and its default. It must exist.</param>
/// <param name="Optional">Files that may be missing: the user's, then that of <c>ORC_HOME</c>.</param>
/// <param name="File">What follows <c>--config</c>; it must exist. Null without the option.</param>
/// <param name="Set">What follows each <c>--set</c>: <c>key=value</c>.</param>
public sealed partial record ConfigSources(string Reference, IReadOnlyList<string> Optional, string? File = null, IReadOnlyList<string>? Set = null)
{
    private const string FileName = "orchestrator.conf";

    /// <summary>The folder of the settings shipped with the program, beside it.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "config", "hocon");

    /// <summary>The usual places.</summary>
    /// <param name="home"><c>ORC_HOME</c>.</param>
    /// <param name="configHome"><c>XDG_CONFIG_HOME</c>; null or empty for <c>~/.config</c>.</param>
    /// <param name="file">What follows <c>--config</c>.</param>
    /// <param name="set">What follows each <c>--set</c>.</param>
    public static ConfigSources Usual(string home, string? configHome, string? file = null, IReadOnlyList<string>? set = null)
    {
        var user = string.IsNullOrEmpty(configHome) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config") : configHome;
        return new ConfigSources(
            Path.Combine(Shipped, "reference.conf"),
            [Path.Combine(user, "orchestrator", FileName), Path.Combine(home, FileName)],
            file,
            set);
    }

    /// <summary>Reads all of them.</summary>
    /// <exception cref="SettingsException">A file that must exist does not, cannot be read or is no HOCON, or a <c>--set</c> is no <c>key=value</c>.</exception>
    public LayeredConfig Load()
    {
        List<ConfigLayer> layers = [Required(Reference, "The file of default settings {0} does not exist. Build or install Orchestrator again.")];
        foreach (var path in Optional)
        {
            if (System.IO.File.Exists(path))
                layers.Add(ConfigLayer.FromFile(path));
        }
        if (File is not null)
            layers.Add(Required(File, "The file {0} of --config does not exist. Name one that does."));
        layers.AddRange((Set ?? []).Select(FromOption));
        return new LayeredConfig(layers);
    }

    private static ConfigLayer Required(string path, string missing)
    {
        try
        {
            return ConfigLayer.FromFile(path);
        }
        catch (FileNotFoundException e)
        {
            throw new SettingsException(missing.Replace("{0}", path, StringComparison.Ordinal), e);
        }
    }

    /// <summary>The value is text as it stands, unless it is a list or a group in HOCON.</summary>
    private static ConfigLayer FromOption(string option)
    {
        var match = KeyValue().Match(option);
        if (!match.Success)
            throw new SettingsException($"--set {option} is no key=value. Write --set orchestrator.tmux.rows=60.");
        var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value.Trim());
        var hocon = value is ['[' or '{', ..] ? value : Quote(value);
        return ConfigLayer.FromText($"{key} = {hocon}", "--set " + key);
    }

    private static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)\s*=(?<value>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex KeyValue();
}
