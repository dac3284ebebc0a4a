namespace Orchestrator.Agents.Worktrees;

/// <summary>What a launch does about worktrees.</summary>
/// <param name="Git">The repository; <c>null</c> when agents work in the project's directory.</param>
/// <param name="Notes">What the user is to know.</param>
/// <param name="Refusal">Why the launch is refused.</param>
/// <param name="Hint">The way out.</param>
public sealed record WorktreeDecision(ProjectGit? Git, IReadOnlyList<string> Notes, string? Refusal = null, string Hint = "");

/// <summary>Decides, from what was seen of a repository, whether and how agents get worktrees. No I/O.</summary>
public static class WorktreePlanner
{
    /// <summary>What a launch does.</summary>
    /// <param name="directory">The project's directory.</param>
    /// <param name="look">What was seen of it.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="options">The settings.</param>
    public static WorktreeDecision Decide(string directory, RepositoryLook look, ProjectName project, WorktreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Mode is WorktreeMode.Off) return new WorktreeDecision(null, ["No worktrees, as asked: all agents work in the project's directory."]);
        if (Obstacle(directory, look, options) is { } obstacle)
            return obstacle.Refuses || options.Mode is WorktreeMode.Required
                ? new WorktreeDecision(null, [], obstacle.Why, obstacle.Hint)
                : new WorktreeDecision(null, [$"No worktrees: {obstacle.Why} All agents work in the project's directory. {obstacle.Hint}"]);
        var facts = look.Facts!;
        var git = new ProjectGit(facts.Root, facts.Prefix, facts.Branch, facts.Commit!, facts.DefaultBranch, Path.Combine(options.Root, project.Value));
        return new WorktreeDecision(git, [.. Notes(facts, project)]);
    }

    /// <summary>The worktree of one engineer.</summary>
    public static WorktreePlan Plan(ProjectGit git, ProjectName project, AgentName agent, string start)
    {
        ArgumentNullException.ThrowIfNull(git);
        string?[] guarded = [git.StartBranch, git.DefaultBranch, "main", "master", BranchNames.Integration(project)];
        return new WorktreePlan(git.Root, Path.Combine(git.Worktrees, agent.Value), BranchNames.Of(project, agent), start, [.. guarded.OfType<string>().Distinct()]);
    }

    /// <summary>Where an engineer's process starts: the project's directory within its worktree.</summary>
    public static string DirectoryOf(ProjectGit git, WorktreePlan plan)
    {
        ArgumentNullException.ThrowIfNull(git);
        ArgumentNullException.ThrowIfNull(plan);
        return Path.TrimEndingDirectorySeparator(Path.Combine(plan.Path, git.Prefix));
    }

    private static (string Why, string Hint, bool Refuses)? Obstacle(string directory, RepositoryLook look, WorktreeOptions options) => look switch
    {
        { Absence: RepositoryAbsence.GitMissing } => ("git is not installed.", "Install it (apt-get install git) for a worktree and a branch for every engineer.", false),
        { Absence: RepositoryAbsence.NoRepository } => ($"{directory} is in no git repository.", "Make it one for a worktree and a branch for every engineer: orc launch --init-git …", false),
        { Absence: RepositoryAbsence.Bare } => ($"{directory} is a bare git repository, without files to work on.", "Clone it and name the clone: git clone … && orc launch --project CLONE", true),
        { Absence: RepositoryAbsence.Unreadable } => ($"git does not read the repository of {directory}: {look.Detail}", "Do as git says, or go without: orc launch --no-worktrees …", true),
        { Facts.Commit: null } => ($"The repository {look.Facts!.Root} has no commit yet.", "Make the first one: orc launch --init-git …, or git commit.", false),
        { Facts.IsTracked: false } => ($"Nothing in {directory} is committed to the repository {look.Facts!.Root} around it.", "Commit it, or make it a repository of its own: git init.", false),
        { Facts: { } facts } when facts.Files > options.MaxFiles =>
            ($"The repository {facts.Root} has {facts.Files} files; every engineer would have a copy of them, and {options.MaxFiles} are allowed (orchestrator.worktrees.max-files).",
                "Raise that, or go without: orc launch --no-worktrees …", true),
        _ => null,
    };

    private static IEnumerable<string> Notes(RepositoryFacts facts, ProjectName project)
    {
        var from = facts.Branch is { } branch ? $"{branch} ({facts.Commit![..10]})" : facts.Commit![..10];
        yield return $"Every engineer has a worktree and a branch orc/{project}/AGENT of its own, from {from}; the project manager stays in the project's directory.";
        if (facts.Branch is null)
            yield return $"HEAD is detached: finished work comes together on {BranchNames.Integration(project)} and goes no further.";
        if (facts.Changed > 0)
            yield return $"{facts.Changed} {(facts.Changed == 1 ? "file is" : "files are")} changed and in no commit: what is not committed is not in the worktrees.";
        if (facts.HasSubmodules)
            yield return "The repository has submodules, which are empty in a new worktree; an engineer that needs one fills it: git submodule update --init";
    }
}
