namespace Orchestrator.Agents.Worktrees;

/// <summary>What became of a worktree.</summary>
/// <param name="Plan">Which one.</param>
/// <param name="Created">Whether it was made now; else it was there.</param>
/// <param name="BranchCreated">Whether its branch was made now too.</param>
/// <param name="Note">What the user is to know; empty when there is nothing.</param>
public sealed record WorktreeMade(WorktreePlan Plan, bool Created, bool BranchCreated = false, string Note = "");

/// <summary>Makes worktrees, or finds them: looks first, so that it can be repeated after a kill at any line.</summary>
public sealed class WorktreeKeeper(GitRunner git)
{
    /// <summary>Makes all of them, or none.</summary>
    /// <exception cref="WorktreeException">One cannot be made; those made before it are gone again.</exception>
    /// <exception cref="GitException">git failed; those made before are gone again.</exception>
    public async Task<IReadOnlyList<WorktreeMade>> EnsureAllAsync(IEnumerable<WorktreePlan> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var made = new List<WorktreeMade>();
        try
        {
            var seen = new Dictionary<string, RepositoryRefs>();
            foreach (var plan in plans) made.Add(await EnsureAsync(plan, seen));
            return made;
        }
        catch (Exception e) when (e is WorktreeException or GitException or IOException or UnauthorizedAccessException)
        {
            await UndoAsync(made);
            throw;
        }
    }

    /// <summary>Takes back what was made a moment ago, because what it was made for is refused: nobody has worked in it.</summary>
    public async Task UndoAsync(IEnumerable<WorktreeMade> made)
    {
        ArgumentNullException.ThrowIfNull(made);
        foreach (var one in made.Where(m => m.Created)) await UndoAsync(one);
    }

    /// <summary>Sees to it that a worktree is there, with its hooks.</summary>
    /// <exception cref="WorktreeException">Something is in the way.</exception>
    /// <exception cref="GitException">git failed.</exception>
    public Task<WorktreeMade> EnsureAsync(WorktreePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return EnsureAsync(plan, []);
    }

    private async Task<WorktreeMade> EnsureAsync(WorktreePlan plan, Dictionary<string, RepositoryRefs> seen)
    {
        if (IsWhole(plan)) return new WorktreeMade(plan, Created: false);
        Directory.CreateDirectory(Project(plan));
        if (!seen.TryGetValue(plan.Repository, out var refs)) seen[plan.Repository] = refs = await RefsAsync(plan.Repository);
        var entry = refs.Entries.FirstOrDefault(e => SamePath(e.Path, plan.Path));
        if (entry is { IsHalfMade: true })
        {
            // Made under our lock, which is free once the git that made it has ended; no agent has ever started in it.
            await git.RunLockedAsync(Lock(plan), plan.Repository, ["worktree", "remove", "--force", "--force", plan.Path]);
            entry = null;
        }
        var made = entry is not null && Directory.Exists(plan.Path)
            ? new WorktreeMade(plan, Created: false, Note: $"{plan.Path} is there from a former run, on {entry.Branch ?? "a detached HEAD"}, and is used again.")
            : await AddAsync(plan, refs, entry is not null);
        await ProtectAsync(plan, refs);
        return made;
    }

    /// <summary>All worktrees of a repository, the user's own first.</summary>
    /// <exception cref="GitException">git failed.</exception>
    public async Task<IReadOnlyList<WorktreeEntry>> EntriesAsync(string repository) =>
        WorktreeEntry.Parse(await git.RunAsync(repository, ["worktree", "list", "--porcelain"]));

    internal static string Lock(string worktrees) => Path.Combine(worktrees, ".lock");

    private static string Lock(WorktreePlan plan) => Lock(Project(plan));

    private static string Project(WorktreePlan plan) => Path.GetDirectoryName(plan.Path)!;

    private static WorktreeHooks HooksOf(WorktreePlan plan) => new(Path.Combine(Project(plan), ".hooks", Path.GetFileName(plan.Path)));

    private static bool SamePath(string a, string b) => Path.TrimEndingDirectorySeparator(a) == Path.TrimEndingDirectorySeparator(b);

    /// <summary>Whether all is as it should be, without asking git: so it is at nearly every start of an agent.</summary>
    private static bool IsWhole(WorktreePlan plan)
    {
        var link = Path.Combine(plan.Path, ".git");
        if (!File.Exists(link)) return false;
        var administration = File.ReadAllText(link).Replace("gitdir:", "", StringComparison.Ordinal).Trim();
        var (settings, locked) = (Path.Combine(administration, "config.worktree"), Path.Combine(administration, "locked"));
        return File.Exists(Path.Combine(administration, "HEAD"))
            && !(File.Exists(locked) && File.ReadAllText(locked).Trim() == "initializing")
            && File.Exists(settings) && File.ReadAllText(settings).Contains(HooksOf(plan).Directory, StringComparison.Ordinal)
            && File.Exists(Path.Combine(HooksOf(plan).Directory, "pre-push"));
    }

    private async Task<WorktreeMade> AddAsync(WorktreePlan plan, RepositoryRefs refs, bool registered)
    {
        if (File.Exists(plan.Path) || (Directory.Exists(plan.Path) && Directory.EnumerateFileSystemEntries(plan.Path).Any()))
            throw new WorktreeException($"{plan.Path} exists and is no worktree of {plan.Repository}.", "Move it away, or choose another place (orchestrator.worktrees.root) or another --name.");
        if (refs.Entries.FirstOrDefault(e => e.Branch == plan.Branch && !SamePath(e.Path, plan.Path)) is { } elsewhere)
            throw new WorktreeException($"The branch {plan.Branch} is checked out in {elsewhere.Path}.", "Check out another one there, or give the project another --name.");
        var own = new OwnBranches(Project(plan));
        var exists = refs.Branches.Contains(plan.Branch);
        if (exists && !own.Holds(plan.Repository, plan.Branch))
            throw new WorktreeException($"There is a branch {plan.Branch} already that Orchestrator did not make.", $"Rename it (git branch -m {plan.Branch} NEW), or give the project another --name.");
        if (refs.InTheWayOf(plan.Branch) is { } other)
            throw new WorktreeException($"A branch {other} is in the way of {plan.Branch}: git allows no branch below another's name.", $"Rename it: git branch -m {other} NEW");
        own.Add(plan.Repository, plan.Branch); // first: a branch without this line would be taken for the user's
        string[] force = registered ? ["--force", "--force"] : []; // its directory is gone, but git still lists it
        if (exists)
            await git.RunLockedAsync(Lock(plan), plan.Repository, ["worktree", "add", .. force, plan.Path, plan.Branch]);
        else
            await git.RunLockedAsync(Lock(plan), plan.Repository, ["worktree", "add", .. force, "--no-track", "-b", plan.Branch, plan.Path, plan.Start]);
        return new WorktreeMade(plan, Created: true, !exists, exists ? $"The branch {plan.Branch} is there from a former run and is used again, with what was committed to it." : "");
    }

    private async Task<RepositoryRefs> RefsAsync(string repository)
    {
        var branches = await git.RunAsync(repository, ["for-each-ref", "--format=%(refname:lstrip=2)", $"refs/heads/{BranchNames.Root}"]);
        return new RepositoryRefs(await EntriesAsync(repository), [.. branches.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private async Task ProtectAsync(WorktreePlan plan, RepositoryRefs refs)
    {
        if (refs.UsersHooks is null)
        {
            refs.UsersHooks = (await git.TryAsync(plan.Repository, ["config", "--local", "core.worktree"])).Succeeded
                ? "" // a submodule: settings of one worktree would change what this one means
                : await UsersHooksAsync(await git.RunAsync(plan.Repository, ["rev-parse", "--path-format=absolute", "--git-common-dir"]));
            if (refs.UsersHooks.Length > 0) await git.RunLockedAsync(Lock(plan), plan.Repository, ["config", "--local", "extensions.worktreeConfig", "true"]);
        }
        if (refs.UsersHooks.Length == 0) return;
        var hooks = HooksOf(plan);
        hooks.Write(plan, refs.UsersHooks);
        await git.RunLockedAsync(Lock(plan), plan.Path, ["config", "--worktree", "core.hooksPath", hooks.Directory]);
    }

    private async Task<string> UsersHooksAsync(string common)
    {
        var set = await git.TryAsync(common, ["--git-dir", common, "config", "--show-scope", "--type=path", "--get-all", "core.hooksPath"]);
        var own = set.Line.Split('\n').LastOrDefault(l => l.Length > 0 && !l.StartsWith("command", StringComparison.Ordinal)); // "command" is what GitRunner adds
        return own is null ? Path.Combine(common, "hooks") : own[(own.IndexOf('\t', StringComparison.Ordinal) + 1)..];
    }

    private async Task UndoAsync(WorktreeMade made)
    {
        var plan = made.Plan;
        await git.TryAsync(plan.Repository, ["worktree", "remove", plan.Path]);
        if (made.BranchCreated) await git.TryAsync(plan.Repository, ["update-ref", "-d", $"refs/heads/{plan.Branch}", plan.Start]);
    }

    /// <summary>What is the same for all worktrees of a repository that are made together; asked once, since each question is a process.</summary>
    private sealed record RepositoryRefs(IReadOnlyList<WorktreeEntry> Entries, HashSet<string> Branches)
    {
        /// <summary>Where the user's own hooks are; empty where there can be none of ours, <c>null</c> until it was asked.</summary>
        internal string? UsersHooks { get; set; }

        internal string? InTheWayOf(string branch)
        {
            var parts = branch.Split('/');
            return Enumerable.Range(1, parts.Length - 1).Select(n => string.Join('/', parts.Take(n))).FirstOrDefault(Branches.Contains);
        }
    }
}
