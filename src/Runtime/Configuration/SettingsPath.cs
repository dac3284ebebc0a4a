namespace Orchestrator.Runtime.Configuration;

/// <summary>Paths of settings as people write them: <c>orchestrator.tmux.rows</c>, a key with a dot in it in quotes.</summary>
internal static class SettingsPath
{
    internal static string Join(IEnumerable<string> keys) =>
        string.Join('.', keys.Select(key => key.Contains('.', StringComparison.Ordinal) ? $"\"{key}\"" : key));

    internal static string[] Split(string path) => path.Length == 0 ? [] : path.Split('.');
}
