using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Persistence;
using Orchestrator.Benchmarks.Tmux;

// One verb a subject; a folder each.
var verbs = new Dictionary<string, Func<string[], Task>>
{
    ["engine"] = EngineBenchmarks.RunAsync,
    ["persistence"] = _ => PersistenceBenchmarks.RunAsync(),
    ["tmux"] = _ => TmuxBenchmarks.RunAsync(),
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out var run))
{
    await run(args[1..]);
    return 0;
}

Console.Error.WriteLine($"Usage: bench {string.Join('|', verbs.Keys)}");
return 2;
