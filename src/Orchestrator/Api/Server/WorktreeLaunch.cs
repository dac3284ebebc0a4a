using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Api.Server;

/// <summary>What a launch does with git: looks, decides, and makes the worktrees before anything is stored.</summary>
/// <param name="git">Runs git.</param>
/// <param name="options">The settings.</param>
internal sealed class WorktreeLaunch(GitRunner git, WorktreeOptions options)
{
    private readonly RepositoryInspector _inspector = new(git);
    private readonly WorktreeKeeper _keeper = new(git);

    /// <summary>What the project is made of, and what was seen of its repository for that.</summary>
    /// <exception cref="ApiFault">git does not come to an end, or the directory cannot be read.</exception>
    internal async Task<(ProjectFacts Facts, RepositoryLook Repository)> ReadAsync(string directory)
    {
        try
        {
            var look = await _inspector.LookAsync(directory);
            return (await new ProjectReader(git, ReadingLimits.Usual).ReadAsync(directory, look.Facts), look);
        }
        catch (Exception e) when (e is GitException or IOException or UnauthorizedAccessException)
        {
            throw ApiFault.Failed(e.Message, "Mend that and launch again.");
        }
    }

    /// <param name="directory">The project's directory.</param>
    /// <param name="seen">What was seen of its repository a moment ago; <c>null</c> looks now.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="wanted">Whether worktrees are asked for; <c>null</c> as the settings have it.</param>
    /// <param name="init">Whether a repository is to be made where there is none.</param>
    /// <param name="dryRun">Whether nothing is to be made.</param>
    /// <exception cref="ApiFault">The repository cannot be used; nothing was changed.</exception>
    internal async Task<WorktreeDecision> DecideAsync(string directory, RepositoryLook? seen, ProjectName project, bool? wanted, bool init, bool dryRun)
    {
        var mode = wanted switch
        {
            false => WorktreeMode.Off,
            true when options.Mode is WorktreeMode.Off => WorktreeMode.Auto,
            _ => options.Mode,
        };
        if (mode is WorktreeMode.Off) return WorktreePlanner.Decide(directory, new RepositoryLook(null), project, options with { Mode = mode });
        try
        {
            var look = seen ?? await _inspector.LookAsync(directory);
            if (init && !dryRun && (look.Absence is RepositoryAbsence.NoRepository || look.Facts is { Commit: null }))
            {
                await new RepositoryStarter(git).StartAsync(directory, look, options.MaxFiles);
                look = await _inspector.LookAsync(directory);
            }
            var decision = WorktreePlanner.Decide(directory, look, project, options with { Mode = mode });
            return decision.Refusal is { } refusal ? throw ApiFault.Refused(refusal, decision.Hint) : decision;
        }
        catch (WorktreeException e)
        {
            throw ApiFault.Refused(e.Message, e.Hint);
        }
        catch (GitException e)
        {
            throw ApiFault.Failed(e.Message, "Mend that, or go without: orc launch --no-worktrees …");
        }
    }

    /// <summary>Makes the worktrees of agents, then does what they are for. When that is refused, or has no use for them, they are gone again.</summary>
    /// <exception cref="ApiFault">A worktree cannot be made, or it is refused.</exception>
    internal async Task<T> WithAsync<T>(IEnumerable<AgentDefinition> agents, Func<Task<T>> launch, Func<T, bool>? uses = null)
    {
        var made = await MakeAsync(agents);
        try
        {
            var done = await launch();
            if (uses?.Invoke(done) == false) await _keeper.UndoAsync(made); // a repeated request: the first one's are used
            return done;
        }
        catch (ApiFault fault) when (fault.Code is RejectionCode.Refused or RejectionCode.Invalid or RejectionCode.NotFound) // of others it is not known whether it was done
        {
            await _keeper.UndoAsync(made);
            throw;
        }
    }

    private async Task<IReadOnlyList<WorktreeMade>> MakeAsync(IEnumerable<AgentDefinition> agents)
    {
        try
        {
            return await _keeper.EnsureAllAsync(agents.Select(a => a.Worktree).OfType<WorktreePlan>());
        }
        catch (WorktreeException e)
        {
            throw ApiFault.Refused(e.Message, e.Hint);
        }
        catch (Exception e) when (e is GitException or IOException or UnauthorizedAccessException)
        {
            throw ApiFault.Failed(e.Message, "Mend that, or go without: orc launch --no-worktrees …");
        }
    }

    /// <summary>Where the branch of a member that comes later begins: at what has landed.</summary>
    internal async Task<string> StartOfAsync(ProjectGit place, ProjectName project)
    {
        var landed = await git.TryAsync(place.Root, ["rev-parse", "--verify", "-q", $"refs/heads/{BranchNames.Integration(project)}"]);
        return landed.Succeeded ? landed.Line : place.StartCommit;
    }
}
