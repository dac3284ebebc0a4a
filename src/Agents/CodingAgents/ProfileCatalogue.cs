using Orchestrator.Runtime.Configuration;
using System.Collections.Concurrent;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>The profiles there are: those shipped and the user's own. Each is read when it is first asked for. Safe for many threads.</summary>
public sealed class ProfileCatalogue
{
    /// <summary>The profile of agents that run a command of the user's.</summary>
    public const string Custom = "custom";

    private readonly string _defaults;
    private readonly SortedDictionary<string, List<string>> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Profile> _read = new();

    /// <param name="shipped">The folder of <c>profile.conf</c> and <c>agents/*.conf</c>; <see cref="ConfigSources.Shipped"/>.</param>
    /// <param name="own">The user's folder of <c>*.conf</c> (<c>$ORC_HOME/agents</c>), which may be missing. A file of a shipped name changes
    /// what it sets and leaves the rest.</param>
    /// <exception cref="SettingsException">A file's name can be no profile's.</exception>
    public ProfileCatalogue(string shipped, string? own)
    {
        _defaults = Path.Combine(shipped, "profile.conf");
        AddFiles(Path.Combine(shipped, "agents"));
        if (own is not null && Directory.Exists(own))
            AddFiles(own);
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>The profile of a name.</summary>
    /// <exception cref="SettingsException">There is none, or its files have mistakes; the message names them.</exception>
    public Profile Get(string name) => _read.GetOrAdd(name, Read);

    /// <summary>The profile of an agent that there is already. Its files may have got mistakes since: then it is one that starts nothing and
    /// tells nothing of what runs, and has the mistakes as its <see cref="Profile.Problem"/>, so that no agent's trouble is another's.</summary>
    public Profile GetKnown(string name)
    {
        try
        {
            return Get(name);
        }
        catch (SettingsException e)
        {
            var none = ProfileReader.Read(Custom, new LayeredConfig(ConfigLayer.FromFile(_defaults)));
            return none with { Name = name, Title = name, Credential = name, Problem = $"The profile {name} cannot be used: {e.Message}" };
        }
    }

    private Profile Read(string name)
    {
        if (!_files.TryGetValue(name, out var files))
            throw new SettingsException($"There is no profile {SafeName.Quote(name)}. {Spelling.Hint(name, Names)}");
        return ProfileReader.Read(name, new LayeredConfig([ConfigLayer.FromFile(_defaults), .. files.Select(ConfigLayer.FromFile)]));
    }

    private void AddFiles(string directory)
    {
        foreach (var path in Directory.GetFiles(directory, "*.conf"))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!AgentName.TryParse(name, out _, out var problem))
                throw new SettingsException($"{path} cannot be a profile: {problem.Replace("an agent's name", "its name", StringComparison.Ordinal)}");
            if (!_files.TryGetValue(name, out var files))
                _files[name] = files = [];
            files.Add(path);
        }
    }
}
