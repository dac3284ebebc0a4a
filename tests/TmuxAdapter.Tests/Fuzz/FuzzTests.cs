using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Orchestrator.TmuxAdapter.Tests.Fuzz;

/// <summary>A crash of the tmux server kills every agent: so everything that users and we do to it, at random, must leave it alive.</summary>
public sealed class FuzzTests(TmuxServerFixture tmux, ITestOutputHelper log) : IClassFixture<TmuxServerFixture>
{
    private const int Workers = 4;

    /// <summary>15 seconds in the normal run; <c>TMUX_FUZZ_SECONDS=600</c> for the long one, <c>TMUX_FUZZ_SEED</c> to repeat one.</summary>
    [Fact]
    public async Task The_server_outlives_whatever_is_done_to_it()
    {
        var seconds = Number("TMUX_FUZZ_SECONDS") ?? 15;
        var seed = Number("TMUX_FUZZ_SEED") ?? Environment.TickCount;
        log.WriteLine($"seed {seed}, {seconds} s");
        var identity = tmux.Server.Identity;
        var clock = Stopwatch.StartNew();
        await using var users = new FuzzUsers(tmux, new Random(seed));
        var steps = new FuzzLog();
        var workers = Enumerable.Range(0, Workers).Select(i => new FuzzWorker(tmux, new Random(seed + i + 1), users, steps)).ToList();
        var run = workers.Select(worker => worker.RunAsync(() => clock.Elapsed.TotalSeconds < seconds)).ToList();

        var all = Task.WhenAll(run);
        await Task.WhenAny(all, tmux.Server.Disconnected);
        if (tmux.Server.Disconnected.IsCompleted || all.IsFaulted)
        {
            Assert.Fail($"seed {seed}: disconnected after {clock.Elapsed}: {(tmux.Server.Disconnected.IsCompleted ? await tmux.Server.Disconnected : all.Exception?.ToString())}. "
                + $"Sessions left: {await tmux.RunCliAsync("list-sessions")}. Last steps:\n{steps}");
        }

        await all;

        foreach (var (step, count) in workers.SelectMany(worker => worker.Done).GroupBy(x => x.Key, x => x.Value).Select(g => (g.Key, g.Sum())).OrderBy(x => x.Key))
            log.WriteLine($"{step}: {count}");
        Assert.Equal(identity.Pid.ToString(CultureInfo.InvariantCulture), (await tmux.RunCliAsync("display-message", "-p", "#{pid}")).Trim());
        await Task.WhenAll(workers.Select(worker => worker.CheckEndsAsync()));
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
