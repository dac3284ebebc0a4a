using Orchestrator.Agents.CodingAgents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Agents.Terminals;

/// <summary>Makes the folder that a CLI is given in place of the user's. The user's is only read.</summary>
internal static class SettingsMirror
{
    /// <param name="mirror">What is to be made.</param>
    /// <param name="directory">The folder's parent, which the CLI is told.</param>
    /// <param name="more">What its file has besides the user's.</param>
    /// <param name="values">What placeholders and variables stand for.</param>
    /// <returns>What of the user's could not be taken over, for a person; null when all was.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string? Make(ProfileMirror mirror, string directory, string? more, LaunchValues values)
    {
        if (mirror.Folders.Select(path => LaunchText.Path(path, values)).FirstOrDefault(path => path is not null) is not { } users) return null;
        var folder = Directory.CreateDirectory(Path.Combine(directory, Path.GetFileName(users)), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Link(users, folder, except: mirror.File);
        var notice = Copy(Path.Combine(users, mirror.File), out var json);
        if (more is not null) JsonMerge.AddMissing(json, JsonMerge.Parse(more), append: true);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(draft, JsonMerge.Text(json));
        File.Move(draft, Path.Combine(folder, mirror.File), overwrite: true);
        return notice;
    }

    // What the CLI has made anew in place of a link stays: it is newer.
    private static void Link(string users, string folder, string except)
    {
        foreach (var link in Directory.EnumerateFileSystemEntries(folder).Select(path => new FileInfo(path)).Where(f => f.LinkTarget is not null && !Path.Exists(f.LinkTarget)).ToList())
            link.Delete();
        if (!Directory.Exists(users)) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries(users))
        {
            var name = Path.GetFileName(entry);
            var link = Path.Combine(folder, name);
            if (name != except && !Path.Exists(link)) File.CreateSymbolicLink(link, entry);
        }
    }

    private static string? Copy(string file, out JsonObject json)
    {
        json = [];
        try
        {
            if (File.Exists(file)) json = JsonMerge.ParseLoosely(File.ReadAllText(file));
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read, so nothing in it holds for this agent: {e.Message}";
        }
    }
}
