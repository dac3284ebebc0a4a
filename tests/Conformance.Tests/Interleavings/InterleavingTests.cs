using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>
/// Thousands of random programs, each in a random order of steps, against a model: order of messages, none lost or doubled, stash order,
/// hooks, supervision, timers, and each watcher told once. A failing seed stands in the message; ORC_SEED repeats that one program.
/// </summary>
public sealed class InterleavingTests() : TestKit($"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.log-dead-letters = off\n"
    + $"akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\n{SeededDispatcher.Configuration}")
{
    private const int Known = 3_000;
    private static readonly int Fresh = int.TryParse(Environment.GetEnvironmentVariable("ORC_PROGRAMS"), out var more) ? more : 1_000;
    private int _runs;

    [Fact]
    public void Actors_do_what_the_model_says_in_every_order_of_steps()
    {
        var counts = new Dictionary<string, int>();
        foreach (var seed in Seeds())
        {
            var program = Run(seed);
            Assert.True(program.Fault is null, $"ORC_SEED={seed}: {program.Fault}{Environment.NewLine}{string.Join(Environment.NewLine, program.History.TakeLast(_runs == 1 ? 2_000 : 60))}");
            foreach (var (what, times) in program.Counts) counts[what] = counts.GetValueOrDefault(what) + times;
        }

        if (_runs < Known) return; // one seed alone
        foreach (var what in new[] { "restarts", "unstashed", "told of ends", "awaits", "reminders", "dead letters", "decided to Resume", "decided to Restart", "decided to Stop", "decided to Escalate" })
            Assert.True(counts.GetValueOrDefault(what) > Known / 2, $"{what}: {counts.GetValueOrDefault(what)} times only, the programs don't reach what they are for");
    }

    [Fact]
    public void A_seed_repeats_its_program_step_by_step()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var first = Run(seed);
            Assert.Null(first.Fault);
            Assert.Equal(first.History, Run(seed).History);
        }
    }

    private static IEnumerable<int> Seeds()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ORC_SEED"), out var one)) return [one];
        var fresh = new Random();
        return Enumerable.Range(0, Known).Concat(Enumerable.Range(0, Fresh).Select(_ => fresh.Next()));
    }

    private RandomProgram Run(int seed)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // else what is behind an await would run there in place of its actor
        try
        {
            var program = new RandomProgram(Sys, (SeededDispatcher)Sys.Dispatchers.Lookup(SeededDispatcher.Name), seed);
            program.Run($"root{_runs++}");
            return program;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
