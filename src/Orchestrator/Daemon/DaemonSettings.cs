namespace Orchestrator.Daemon;

/// <summary>The settings that a command line gives a daemon on top of the files.</summary>
/// <param name="ConfigFile">An absolute path, or <c>null</c>.</param>
/// <param name="Set">Each <c>key=value</c>.</param>
internal sealed record DaemonSettings(string? ConfigFile, IReadOnlyList<string> Set)
{
    /// <summary>Whether there are any.</summary>
    internal bool Any => ConfigFile is not null || Set.Count > 0;

    /// <summary>The same, as options of <c>orc daemon run</c>.</summary>
    internal IEnumerable<string> ToArguments()
    {
        if (ConfigFile is not null)
        {
            yield return "--config";
            yield return ConfigFile;
        }
        foreach (var setting in Set)
            yield return $"--set={setting}";
    }
}
