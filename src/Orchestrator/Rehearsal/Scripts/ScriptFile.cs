namespace Orchestrator.Rehearsal.Scripts;

/// <summary>Finds and reads an agent's script.</summary>
internal static class ScriptFile
{
    /// <summary>Reads a file, or in a directory <c>&lt;agent&gt;.rehearsal</c>, else <c>&lt;role&gt;.rehearsal</c>, else nothing: the built-in script.</summary>
    /// <param name="variable">The environment, for ORC_AGENT and ORC_ROLE.</param>
    /// <exception cref="FormatException">A line can't be read.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RehearsalScript Load(string path, int incarnation, Func<string, string?> variable)
    {
        if (Directory.Exists(path))
        {
            var found = new[] { variable("ORC_AGENT"), variable("ORC_ROLE") }
                .Where(name => !string.IsNullOrEmpty(name))
                .Select(name => Path.Combine(path, $"{name}.rehearsal"))
                .FirstOrDefault(File.Exists);
            if (found is null)
                return RehearsalScript.BuiltIn;
            path = found;
        }
        return ScriptParser.Parse(File.ReadAllText(path), path, incarnation);
    }
}
