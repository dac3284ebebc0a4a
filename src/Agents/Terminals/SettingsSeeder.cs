using Orchestrator.Agents.CodingAgents;
using System.Text.Json;

namespace Orchestrator.Agents.Terminals;

/// <summary>Sets missing keys in a JSON file of the user's: whole or not at all, and nothing that stands there is changed.</summary>
internal static class SettingsSeeder
{
    // The CLIs write their files as well; one that changes at each look is left to them.
    private const int Attempts = 3;

    // Agents that start at the same time would write over each other's keys (seen: Claude Code then asked for trust).
    private static readonly Lock _writing = new();

    /// <returns>Why it could not be done, for a person; null when it was done, or need not be.</returns>
    public static string? Apply(ProfileMerge merge, LaunchValues values)
    {
        if (merge.Requires.Any(name => values.Variable(name) is not { Length: > 0 })) return null;
        if (merge.Unless.Select(path => LaunchText.Path(path, values)).Any(File.Exists)) return null;
        if (merge.Paths.Select(path => LaunchText.Path(path, values)).FirstOrDefault(path => path is not null) is not { } file) return null;
        try
        {
            var what = JsonMerge.Fill(JsonMerge.Parse(merge.Json), text => LaunchText.Fill(text, values));
            lock (_writing)
            {
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    if (TryApply(file, what)) return null;
                }
            }

            return $"{file} changed while it was read; {merge.Name} is not set in it.";
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return $"{file} is left as it is, and {merge.Name} is not set in it: {e.Message}";
        }
    }

    /// <returns>False when somebody else wrote the file meanwhile.</returns>
    private static bool TryApply(string path, System.Text.Json.Nodes.JsonObject what)
    {
        var file = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var before = File.Exists(file) ? File.ReadAllText(file) : null;
        var json = string.IsNullOrWhiteSpace(before) ? [] : JsonMerge.Parse(before);
        if (!JsonMerge.AddMissing(json, what)) return true;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = before is null ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file),
            }))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(JsonMerge.Text(json));
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            if ((File.Exists(file) ? File.ReadAllText(file) : null) != before) return false;
            File.Move(draft, file, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
