using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>What the placeholders in a profile's arguments, variables and seeds stand for.</summary>
/// <param name="Session">The conversation's id.</param>
/// <param name="Shell">The user's shell.</param>
/// <param name="Directory">The agent's directory.</param>
/// <param name="Files">The paths of the files that were written for it, by their names.</param>
/// <param name="Variable">The variables that the agent's process will have.</param>
public sealed record LaunchValues(
    string Session, string Shell, string Directory, IReadOnlyDictionary<string, string> Files, Func<string, string?> Variable);

/// <summary>
/// Fills the placeholders <c>{session}</c>, <c>{shell}</c>, <c>{directory}</c>, <c>{quoted-directory}</c> (with its quotes, as JSON and TOML write a text),
/// <c>{file:name}</c> and <c>{end-of:VARIABLE}</c> (its last 20 characters, by which Claude Code knows a key). Any other brace is text.
/// </summary>
public static partial class LaunchText
{
    private const int EndOfKey = 20;

    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] _names = ["session", "shell", "directory", "quoted-directory"];

    /// <summary>The text with every placeholder replaced, each once: what a value holds is no placeholder.</summary>
    public static string Fill(string text, LaunchValues values) => Placeholder().Replace(text, match => match.Groups["name"].Value switch
    {
        "session" => values.Session,
        "shell" => values.Shell,
        "directory" => values.Directory,
        "quoted-directory" => JsonSerializer.Serialize(values.Directory, _plain),
        _ when match.Groups["file"] is { Success: true } file => values.Files.GetValueOrDefault(file.Value, match.Value),
        _ when match.Groups["variable"] is { Success: true } variable => End(values.Variable(variable.Value) ?? ""),
        _ => match.Value,
    });

    /// <summary>What is wrong with the placeholders of a text, to stand behind a setting's name; null when nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="files">The names of the files that the profile has.</param>
    public static string? Problem(string text, IReadOnlyCollection<string> files)
    {
        foreach (Match match in Placeholder().Matches(text))
        {
            if (match.Groups["name"] is { Success: true } name && !_names.Contains(name.Value))
                return $"holds {match.Value}, which is no placeholder. {Runtime.Configuration.Spelling.Hint(name.Value, _names)}";
            if (match.Groups["file"] is { Success: true } file && !files.Contains(file.Value))
                return $"holds {match.Value}, but the profile has no such file. Add files {{ \"{file.Value}\" = \"…\" }} beside it.";
        }

        return null;
    }

    /// <summary>A path of a profile, with its placeholders filled and its variables (<c>$NAME</c>) replaced.</summary>
    /// <returns>Null when one of its variables is not set.</returns>
    public static string? Path(string path, LaunchValues values)
    {
        var missing = false;
        var resolved = Variable().Replace(Fill(path, values), match =>
        {
            var value = values.Variable(match.Groups["name"].Value);
            missing |= value is not { Length: > 0 };
            return value ?? "";
        });
        return missing ? null : resolved;
    }

    private static string End(string value) => value.Length > EndOfKey ? value[^EndOfKey..] : value;

    [GeneratedRegex("\\{(?:(?<name>[a-z]+(?:-[a-z]+)*)|file:(?<file>[A-Za-z0-9._-]+)|end-of:(?<variable>[A-Z0-9_]+))\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\\$(?<name>[A-Z0-9_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
