using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Tests.Worktrees;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using static Orchestrator.Agents.Merging.MergeMessages;

namespace Orchestrator.Agents.Tests.Merging;

/// <summary>A repository with two developers' worktrees, and merges done step by step as the queue does them.</summary>
public sealed class MergeRepository : IDisposable
{
    private int _number;

    private MergeRepository(GitRepository git, ProjectGit place, IReadOnlyList<WorktreePlan> plans) => (Git, Place, Plans) = (git, place, plans);

    public GitRepository Git { get; }

    public ProjectGit Place { get; set; }

    public IReadOnlyList<WorktreePlan> Plans { get; }

    public string One => Plans[0].Path;

    public string Two => Plans[1].Path;

    public MergeOptions Options { get; set; } = new(MergeStyle.Merge, MergeOptions.None, TimeSpan.FromSeconds(30), AdvanceStart: false, Tags: false);

    public MergeSteps Steps => new(new WorkServices(
        new WorkOptions(new GitOptions("git", TimeSpan.FromSeconds(30)), new WorktreeOptions(WorktreeMode.Auto, Git.Home, 1000), new TaskRules(AssignmentMode.Manager, 1, 1, 10), Options),
        Git.Runner, Path.Combine(Git.Home, "logs"), TimeProvider.System, TimeSpan.FromSeconds(1), 100));

    public static async Task<MergeRepository> CreateAsync(string branch = "main")
    {
        var git = new GitRepository();
        git.Write("prices.txt", "tea 3\n");
        git.Git("add", "-A");
        git.Git("commit", "-q", "-m", "Prices");
        if (branch != "main") git.Git("checkout", "-q", "-b", branch);
        var place = git.Project(branch);
        var plans = new[] { "one", "two" }.Select(a => WorktreePlanner.Plan(place, Some.Shop, new AgentName(a), place.StartCommit)).ToList();
        await new WorktreeKeeper(git.Runner).EnsureAllAsync(plans);
        return new MergeRepository(git, place, plans);
    }

    public MergeJob Job(string agent, string? landedTip = null) => new(
        Some.Shop, Guid.Empty, Place, new MergeItem($"M{++_number}", new AgentName(agent), null, $"Work of {agent}", Some.Noon) { State = MergeState.Preparing, Attempt = 1 }, landedTip, Options);

    /// <summary>Does a merge until it has landed or cannot.</summary>
    public async Task<IOutcome> MergeAsync(MergeJob job)
    {
        var outcome = await Steps.RunAsync(job);
        if (outcome is not Prepared prepared) return outcome;
        job = After(job, prepared);
        outcome = await Steps.RunAsync(job);
        if (outcome is not Tested { Tests.Passed: true } tested) return outcome;
        return await Steps.RunAsync(job with { Merge = job.Merge with { State = MergeState.Landing, Tests = tested.Tests } });
    }

    public static MergeJob After(MergeJob job, Prepared prepared) =>
        job with { Merge = job.Merge with { State = MergeState.Testing, Tip = prepared.Tip, Base = prepared.Base, Candidate = prepared.Candidate } };

    public string Landed(string format = "%s") => Git.Git("log", "--first-parent", $"--format={format}", "orc/shop/integration");

    public string FileAt(string commit, string name) => Git.Git("show", $"{commit}:{name}");

    public void Dispose() => Git.Dispose();
}
