namespace Orchestrator.Runtime.Configuration;

/// <summary>What was read and what was wrong, over all groups of one reading.</summary>
internal sealed class SettingsProblems(LayeredConfig config)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _read = [];
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _wrong = [];

    internal void WasRead(IReadOnlyList<string> path) => _read[SettingsPath.Join(path)] = path;

    /// <summary>The first mistake of a key counts: what is found after it follows from it.</summary>
    internal void Wrong(IReadOnlyList<string> path, string problem)
    {
        var key = SettingsPath.Join(path);
        if (_wrong.Add(key))
            Add($"{key} (in {config.Find(path)?.Layer.PlaceOf(path) ?? "no file"}) {problem}");
    }

    internal void Missing(IReadOnlyList<string> path) => Add(config.FindObstacle(path) is { } obstacle
        ? $"{obstacle.Path} (in {obstacle.Place}) is a group of settings, not a value. Write {obstacle.Path} {{ key = value }}."
        : $"{SettingsPath.Join(path)} is not set in {string.Join(", ", config.Layers.Reverse().Select(l => l.Source))}. Set it.");

    internal void ThrowIfAny(IReadOnlyList<string> root)
    {
        foreach (var layer in config.Layers)
        {
            foreach (var path in layer.Paths().Where(p => p.Take(root.Count).SequenceEqual(root) && !IsKnown(p)))
                Add($"{SettingsPath.Join(path)} (in {layer.PlaceOf(path)}) is no setting. {Hint(path)}");
        }
        if (_errors.Count > 0)
            throw new SettingsException([.. _errors]);
    }

    /// <summary>Read itself, or a value inside one that was read whole, or a group that was refused already.</summary>
    private bool IsKnown(IReadOnlyList<string> path)
    {
        for (var length = path.Count; length > 0; length--)
        {
            if (_read.ContainsKey(SettingsPath.Join(path.Take(length))))
                return true;
        }
        return _read.Values.Any(read => read.Count > path.Count && read.Take(path.Count).SequenceEqual(path));
    }

    private string Hint(IReadOnlyList<string> path)
    {
        var written = SettingsPath.Join(path);
        var near = Spelling.Nearest(written, _read.Keys)
            ?? _read.Keys.FirstOrDefault(key => key.EndsWith("." + path[^1], StringComparison.Ordinal));
        return near is null ? "reference.conf lists them all." : $"Did you mean {near}?";
    }

    private void Add(string error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }
}
