using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>What the stages' needs come to: who waits for whom, and that nobody waits for himself.</summary>
internal sealed class StageGraph(IReadOnlyList<WrittenStage> stages, ProblemList problems)
{
    private readonly Dictionary<string, WrittenStage> _byName = stages.GroupBy(s => s.Plan.Name).ToDictionary(g => g.Key, g => g.First());

    /// <summary>The stages with all their needs. Says what is missing, and which needs go in a circle.</summary>
    public IReadOnlyList<StagePlan> Resolve()
    {
        var problemsBefore = problems.Count;
        foreach (var stage in stages)
        {
            foreach (var (name, at) in stage.Needs.Where(need => !_byName.ContainsKey(need.Name)))
            {
                problems.Add(at, $"Stage {SafeName.Quote(stage.Plan.Name)} needs {SafeName.Quote(name)}, which is no stage.",
                    Runtime.Configuration.Spelling.Hint(name, _byName.Keys));
            }
        }
        if (problems.Count > problemsBefore || FindCircle()) return [];
        var before = AllBeforeLast();
        return [.. stages.Select(s => IsLast(s) ? s.Plan with { Needs = before } : s.Plan)];
    }

    /// <summary>A stage for what has failed, or for any case, that needs nothing in particular: it comes after all others.</summary>
    private static bool IsLast(WrittenStage stage) => stage.Needs.Count == 0 && stage.Plan.When is not StageCondition.Success;

    /// <summary>What comes before the last stages: what needs none of them, and may not be made good by what does.</summary>
    private List<string> AllBeforeLast() =>
        [.. stages.Where(s => !ReachesLast(s, []) && Recoverers(s.Plan.Name).All(r => !ReachesLast(r, []))).Select(s => s.Plan.Name)];

    private bool ReachesLast(WrittenStage from, HashSet<string> seen) =>
        IsLast(from) || (seen.Add(from.Plan.Name) && WaitsFor(from).Any(need => ReachesLast(_byName[need.Name], seen)));

    private IEnumerable<WrittenStage> Recoverers(string stage) => stages.Where(s => s.Plan.Recovers && s.Plan.Needs.Contains(stage));

    /// <summary>Besides its needs, a stage waits for those that may make them good, unless it is such a one itself.</summary>
    private IEnumerable<(string Name, YamlNode At)> WaitsFor(WrittenStage stage) => stage.Needs.Concat(
        from need in stage.Needs
        where !stage.Plan.Recovers
        from other in Recoverers(need.Name)
        where other != stage
        select (other.Plan.Name, need.At));

    private bool FindCircle()
    {
        var done = new HashSet<string>();
        foreach (var stage in stages)
        {
            if (!Visit(stage.Plan.Name, stage.At, [], done)) return true;
        }
        return false;
    }

    private bool Visit(string name, YamlNode at, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(name) is >= 0 and var start)
        {
            problems.Add(at, $"Stages need each other in a circle: {string.Join(" → ", path.Skip(start).Append(name))}.", "Leave one of these needs out.");
            return false;
        }
        if (done.Contains(name)) return true;
        path.Add(name);
        foreach (var (need, where) in WaitsFor(_byName[name]))
        {
            if (!Visit(need, where, path, done)) return false;
        }
        path.RemoveAt(path.Count - 1);
        return done.Add(name);
    }
}
