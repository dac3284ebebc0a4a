namespace Orchestrator.Rehearsal.Scripts;

/// <summary>Finds and reads an agent's script.</summary>
internal static class ScriptFile
{
    /// <summary>Where scripts are looked for in an agent's working directory when it was given none.</summary>
    private const string InWorkingDirectory = ".rehearsal";

    /// <summary>Reads a file, or in a directory <c>&lt;agent&gt;.rehearsal</c>, else <c>&lt;role&gt;.rehearsal</c>, else the built-in script.</summary>
    /// <param name="path">Null: the directory <c>.rehearsal</c> of the working directory, if it is there.</param>
    /// <param name="incarnation">The agent's.</param>
    /// <param name="variable">The environment, for ORC_AGENT, ORC_ROLE and ORC_TOKEN.</param>
    /// <exception cref="FormatException">A line can't be read.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RehearsalScript Load(string? path, int incarnation, Func<string, string?> variable)
    {
        var builtIn = RehearsalScript.BuiltIn(reports: !string.IsNullOrEmpty(variable("ORC_TOKEN")));
        path ??= InWorkingDirectory;
        if (path == InWorkingDirectory && !Directory.Exists(path))
            return builtIn;
        if (Directory.Exists(path))
        {
            var found = new[] { variable("ORC_AGENT"), variable("ORC_ROLE") }
                .Where(name => !string.IsNullOrEmpty(name))
                .Select(name => Path.Combine(path, $"{name}.rehearsal"))
                .FirstOrDefault(File.Exists);
            if (found is null)
                return builtIn;
            path = found;
        }
        return ScriptParser.Parse(File.ReadAllText(path), path, incarnation);
    }
}
