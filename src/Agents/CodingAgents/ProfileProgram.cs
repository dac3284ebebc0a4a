namespace Orchestrator.Agents.CodingAgents;

/// <summary>The program of a profile: whether it is installed, and how to get it.</summary>
public static class ProfileProgram
{
    /// <summary>What the profile's agents are started with; null when that is the user's shell, or a command that the user gives.</summary>
    public static string? Of(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Launch.Command is [['{', ..], ..] or [] ? null : profile.Launch.Command[0];
    }

    /// <summary>Looks for a program as a shell does.</summary>
    /// <param name="program">Its name, or its path.</param>
    /// <param name="searchPath">The directories, as <c>PATH</c> has them; null for none.</param>
    /// <returns>Its path; null when it is not there, or cannot be executed.</returns>
    public static string? Find(string program, string? searchPath)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Contains('/', StringComparison.Ordinal)) return IsExecutable(program) ? program : null;
        return (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(directory, program)).FirstOrDefault(IsExecutable);
    }

    /// <summary>Says that the profile's program is not installed.</summary>
    /// <param name="profile">Which profile.</param>
    /// <param name="searchPath">Where agents look for programs.</param>
    /// <returns>Null when it is there, or not ours to look for.</returns>
    public static MissingProgram? Missing(Profile profile, string? searchPath)
    {
        if (Of(profile) is not { } program || Find(program, searchPath) is not null) return null;
        var where = program.Contains('/', StringComparison.Ordinal) ? $"{program} is not there, or cannot be executed" : $"there is no {program} on the PATH";
        return new MissingProgram($"{profile.Title} is not installed: {where}.", profile.Install.Length > 0 ? profile.Install : $"Put {program} on the PATH.");
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & Execute) != 0;
    }
}

/// <summary>A program that is needed and not there.</summary>
/// <param name="Problem">A sentence that names it.</param>
/// <param name="Mend">How to get it: a command, or a sentence.</param>
public sealed record MissingProgram(string Problem, string Mend);
