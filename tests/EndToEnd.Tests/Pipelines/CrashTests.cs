using Xunit;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

/// <summary>The daemon is killed in the middle of a run.</summary>
public sealed class CrashTests : IDisposable
{
    private const string ThreeStages = """
        stages:
          db:
            run: echo db >> marks; echo up; while :; do sleep 1; done
            ready: up
          one: {needs: db, run: echo one >> marks}
          two: {needs: one, run: "echo two >> marks; sleep 1.5; echo 'it is'; echo two-end >> marks", success: it is}
          three: {needs: [two, db], run: echo three >> marks}
        """;

    private static readonly string[] Once = ["db", "one", "two", "two-end", "three"];

    private readonly PipelineHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_killed_daemon_goes_on_with_the_run_and_repeats_nothing()
    {
        var id = _home.Begin("stack", ThreeStages);
        _home.HasMark("two");
        var service = _home.Pane(id, "db.db").GetProperty("pane_id").GetString();
        _home.Orc.KillDaemon();

        _home.Ends(id, "succeeded");
        Assert.Equal(Once, _home.Marks());
        Assert.Equal((service, 1), (_home.Pane(id, "db.db").GetProperty("pane_id").GetString(), _home.Pane(id, "db.db").GetProperty("attempt").GetInt32()));
        Assert.Equal(0, _home.PanesOf("stack"));
    }

    [Fact]
    public void What_ended_while_no_daemon_ran_counts_as_if_it_had_been_seen()
    {
        var id = _home.Begin("stack", ThreeStages);
        _home.HasMark("two");
        _home.Orc.KillDaemon();
        _home.HasMark("two-end");
        Eventually.Holds(() => Assert.Contains("1", _home.Orc.Tmux("list-panes", "-s", "-t", "=stack", "-F", "#{pane_dead}").Split('\n')));

        _home.Ends(id, "succeeded");
        Assert.Equal(Once, _home.Marks());
    }

    [Fact]
    public async Task Whoever_watches_sees_the_end_though_the_daemon_is_killed_again_and_again()
    {
        using var watch = _home.Orc.Start("pipeline", "run", _home.Write("stack", ThreeStages), "--watch", "--json");
        var reading = watch.StandardOutput.ReadToEndAsync();
        foreach (var mark in (string[])["db", "two"])
        {
            _home.HasMark(mark);
            Eventually.Holds(_home.Orc.KillDaemon); // a daemon goes on with its runs before it answers
        }
        var output = await reading;
        await watch.WaitForExitAsync();
        Assert.True(watch.ExitCode == 0, output);
        Assert.Equal(Once, _home.Marks());
    }

    [Fact]
    public void What_is_gone_after_the_crash_is_lost_and_follows_the_files_rule()
    {
        var id = _home.Begin("gone", """
            stages:
              once: {run: "echo once >> marks; sleep 600", retries: 2}
              again: {run: "echo again >> marks; [ $ORC_ATTEMPT = 2 ] || sleep 600", retries: 1, rerun: true}
            """);
        _home.HasMark("once");
        _home.HasMark("again");
        foreach (var step in (string[])["once.once", "again.again"])
            Eventually.Holds(() => Assert.Equal("running", _home.Pane(id, step).GetProperty("state").GetString()));
        _home.Orc.KillDaemon();
        _home.Orc.Tmux("kill-session", "-t", "=gone");

        _home.Ends(id, "failed");
        Assert.Equal(["again", "again", "once"], _home.Marks().Order());
        Assert.StartsWith("Lost: its pane is gone.", _home.Pane(id, "once.once").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
