using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>Looks in a CLI's own record of a conversation which messages it had taken before it ended.</summary>
internal static class Transcript
{
    /// <returns>Those of the ids that it shows as taken; null when there is no record, or it cannot be read.</returns>
    public static IReadOnlyCollection<string>? Taken(TerminalStart start, TerminalServices services, IReadOnlyList<string> ids)
    {
        var profile = services.Profile(start.Definition);
        var own = services.Environment(start);
        var values = new LaunchValues(
            start.Conversation ?? start.Definition.SessionId.ToString(), "", start.Definition.Directory, new Dictionary<string, string>(),
            name => own.GetValueOrDefault(name) ?? profile.Launch.Environment.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name));
        try
        {
            var file = profile.Transcript.Paths.Select(path => LaunchText.Path(path, values)).OfType<string>().SelectMany(Files).FirstOrDefault();
            return file is null ? null : Read(file, profile.Transcript, ids);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HashSet<string> Read(string file, ProfileTranscript transcript, IReadOnlyList<string> ids)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var taken = new HashSet<string>();
        while (reader.ReadLine() is { } line)
        {
            if (transcript.Taken?.IsMatch(line) is false) continue;
            taken.UnionWith(ids.Where(id => line.Contains($"[{id} ", StringComparison.Ordinal))); // as its header begins
        }

        return taken;
    }

    // Part by part: where one holds a star, all that are like it.
    private static IEnumerable<string> Files(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = ["/"];
        foreach (var part in parts.SkipLast(1))
            folders = part.Contains('*', StringComparison.Ordinal)
                ? folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, part))
                : folders.Select(folder => Path.Combine(folder, part));
        return parts[^1].Contains('*', StringComparison.Ordinal)
            ? folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, parts[^1]))
            : folders.Select(folder => Path.Combine(folder, parts[^1])).Where(File.Exists);
    }
}
