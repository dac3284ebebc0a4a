using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Events;
using Orchestrator.Benchmarks.Persistence;
using Orchestrator.Benchmarks.Tmux;

// One verb a subject.
var table = new RatioTable();
var verbs = new Dictionary<string, Func<string[], Task>>
{
    ["engine"] = EngineBenchmarks.RunAsync,
    ["persistence"] = _ => PersistenceBenchmarks.RunAsync(),
    ["tmux"] = _ => TmuxBenchmarks.RunAsync(),
    ["events"] = only => EventBenchmarks.RunAsync(only, table),
    ["delivery"] = _ => DeliveryBenchmark.RunAsync(table),
    ["matrix"] = _ => Task.Run(MatrixBenchmark.Run),
    ["launch"] = _ => LaunchBenchmark.RunAsync(table),
    ["projects"] = _ => ProjectsBenchmark.RunAsync(table),
    ["recovery"] = _ => RecoveryBenchmark.RunAsync(table),
    ["idle"] = _ => IdleBenchmark.RunAsync(table),
    ["command"] = _ => CommandTimeBenchmark.RunAsync(table),
};

Console.Error.WriteLine($"Load average before: {File.ReadAllText("/proc/loadavg").Trim()}");
if (args is ["all"])
{
    foreach (var subject in verbs.Values) await subject([]);
}
else if (args.Length > 0 && verbs.TryGetValue(args[0], out var run))
{
    await run(args[1..]);
}
else
{
    Console.Error.WriteLine($"Usage: bench {string.Join('|', verbs.Keys)}|all");
    return 2;
}

table.Print();
return 0;
