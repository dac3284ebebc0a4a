using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>What an incarnation is started with, besides what its profile's command says.</summary>
/// <param name="Values">What placeholders stand for.</param>
/// <param name="Environment">The profile's variables.</param>
/// <param name="Notices">What could not be set in the user's files, for the log: the CLI will ask, and be seen to.</param>
internal sealed record PreparedLaunch(LaunchValues Values, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Notices);

/// <summary>The files by which CLIs are set up: to call back, to have Orchestrator's tools, to start unattended.</summary>
/// <param name="directory">Where those of Orchestrator's own are, in a folder for each profile.</param>
public sealed class ProfileFiles(string directory)
{
    private const string DefaultShell = "/bin/sh";

    /// <summary>Writes the profile's files where they are not there or another version's, and sets what is missing in the user's.</summary>
    /// <exception cref="IOException">A file of Orchestrator's own cannot be written.</exception>
    internal PreparedLaunch Prepare(Profile profile, TerminalStart start)
    {
        var (files, texts) = (new Dictionary<string, string>(), TextsOf(profile));
        foreach (var (name, text) in texts) files[name] = Write(Path.Combine(directory, profile.Name), name, text);
        var own = new Dictionary<string, string>(profile.Launch.Environment);
        var values = new LaunchValues(
            start.Conversation ?? start.Definition.SessionId.ToString(),
            Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } users ? users : DefaultShell,
            start.Definition.Directory,
            files,
            name => own.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name));
        foreach (var setup in profile.Setups)
        {
            foreach (var (name, value) in setup.Environment) own[name] = LaunchText.Fill(value, values);
        }

        List<string?> notices = [.. profile.Seed.Mirrors.Select(mirror => Make(mirror, profile, texts.GetValueOrDefault(mirror.File), values, own))];
        notices.AddRange(profile.Seed.Merges.Select(merge => SettingsSeeder.Apply(merge, values)));
        return new PreparedLaunch(values, own, [.. notices.OfType<string>()]);
    }

    private string? Make(ProfileMirror mirror, Profile profile, string? more, LaunchValues values, Dictionary<string, string> own)
    {
        var parent = Path.Combine(directory, profile.Name, mirror.Name);
        var notice = SettingsMirror.Make(mirror, parent, more, values);
        own[mirror.Variable] = parent;
        return notice;
    }

    /// <summary>A file of the same name in several sections is one JSON object that has what all of them say.</summary>
    private static Dictionary<string, string> TextsOf(Profile profile)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (name, text) in profile.Setups.SelectMany(setup => setup.Files))
        {
            if (!texts.TryAdd(name, text))
            {
                var both = JsonMerge.Parse(texts[name]);
                JsonMerge.AddMissing(both, JsonMerge.Parse(text));
                texts[name] = JsonMerge.Text(both);
            }
        }

        return texts;
    }

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllText(path) == text) return path;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true); // whole or not at all, also for a CLI that reads it just now
        return path;
    }
}
