namespace Orchestrator.Agents.Specs;

/// <summary>Chooses a project's name.</summary>
public static class ProjectNaming
{
    /// <summary>
    /// By <c>--name</c>, else the front matter's <c>name</c>: taken as written or refused. Else made of <c>PROJECT:</c>,
    /// else of the directory's name.
    /// </summary>
    /// <param name="option">What follows <c>--name</c>; null without it.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="directory">The project's directory, absolute.</param>
    /// <param name="name">The name.</param>
    /// <returns>Null, or why there is no name and what to write.</returns>
    public static SpecError? Resolve(string? option, Spec spec, string directory, out ProjectName name)
    {
        if (option is not null)
            return ProjectName.TryParse(option, out name, out var problem) ? null : new SpecError("--name", 0, problem, "");
        name = spec.Settings.Name?.Value ?? default;
        if (name != default)
            return null;
        if (spec.Project is { } title && ProjectName.TryFrom(title, out name))
            return null;
        if (ProjectName.TryFrom(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)), out name))
            return null;
        return new SpecError(spec.Source, 0, $"No name can be made of the directory {SafeName.Quote(directory)}.", "Write --name my-project.");
    }
}
