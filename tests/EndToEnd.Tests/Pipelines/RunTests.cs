using Xunit;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

public sealed class RunTests(PipelineHome home) : IClassFixture<PipelineHome>
{
    [Fact]
    public void A_run_answers_its_id_and_is_listed_shown_and_found_in_the_events()
    {
        var id = home.Begin("plain", "stages: {a: {run: 'sleep 0.3; echo done'}}");
        Assert.Equal("plain-1", id);
        home.Ends(id, "succeeded");
        Assert.Contains(home.Orc.Run("pipeline", "list", "--json").Done.Json.GetProperty("runs").EnumerateArray(), r => r.GetProperty("id").GetString() == id);
        Assert.Contains("a", home.Orc.Run("pipeline", "show", "plain").Done.Out, StringComparison.Ordinal);
        var events = home.Orc.Run("events", "--json").Done.Lines.Where(e => e.TryGetProperty("run", out var run) && run.GetString() == id).Select(e => e.GetProperty("type").GetString()).ToList();
        Assert.Equal(
            ["pipelines.run-requested.v1", "pipeline.run-started.v1", "pipeline.stage-started.v1", "pipeline.step-starting.v1", "pipeline.step-running.v1",
                "pipeline.step-ended.v1", "pipeline.stage-ended.v1", "pipeline.pane-closed.v1", "pipeline.run-ended.v1", "pipelines.run-over.v1"],
            events);
        Assert.Equal(3, home.Orc.Run("pipeline", "show", "nobody-1").Exit);
    }

    [Fact]
    public void A_command_is_run_as_it_was_written_whatever_is_in_it()
    {
        _ = home.Watch("odd", """
            stages:
              odd:
                env: {WORD: "a b; #{pid} $HOME 'x' \"y\" é"}
                run: |
                  printf '%s|%s|%s\n' "#{pane_pid}" "$WORD" '#(touch bad)' > odd-words
                  echo "$ORC_PIPELINE $ORC_RUN $ORC_STAGE $ORC_PANE $ORC_ATTEMPT" >> odd-words
            """).Done;
        Assert.Equal(["#{pane_pid}|a b; #{pid} $HOME 'x' \"y\" é|#(touch bad)", "odd odd-1 odd odd 1"], home.Marks("odd-words"));
    }

    [Fact]
    public void Retries_patterns_and_time_limits_do_what_they_say()
    {
        var finished = home.Watch("limits", """
            stages:
              flaky:
                run: echo x >> tries; [ $(wc -l < tries) -ge 3 ]
                retries: 3
              words: {run: "printf 'all is '; sleep 0.1; printf 'well'; exit 4", success: all is well}
              silent: {run: echo nothing, success: all is well}
              hangs:
                run: sleep 600
                timeout: 500ms
              unhealthy: {run: sleep 600, health: {test: "false", interval: 50ms, retries: 2}}
              unready: {run: exit 0, ready: never}
            """);
        Assert.Equal(1, finished.Exit);
        var run = finished.Lines[^1].GetProperty("run");
        string Of(string stage) => $"{PipelineHome.StageOf(run, stage)} {PipelineHome.PaneOf(run, $"{stage}.{stage}").GetProperty("reason").GetString()}".Trim();
        Assert.Equal(("succeeded", 3), (Of("flaky"), PipelineHome.PaneOf(run, "flaky.flaky").GetProperty("attempt").GetInt32()));
        Assert.Equal("succeeded", Of("words"));
        Assert.Equal("failed Its output did not hold \"all is well\".", Of("silent"));
        Assert.Equal("failed Not done after 500ms.", Of("hangs"));
        Assert.Equal("failed Its health check failed 2 times in a row.", Of("unhealthy"));
        Assert.Equal("failed It ended with exit code 0 before it was ready.", Of("unready"));
        Assert.Equal(0, home.PanesOf("limits"));
    }

    [Fact]
    public void A_cancelled_run_leaves_no_process_and_a_second_run_is_refused_meanwhile()
    {
        var id = home.Begin("long", "stages: {a: {run: 'trap \"\" TERM HUP; echo $$ > long-pid; sleep 600 & wait; sleep 600'}, b: {needs: a, run: x}}");
        Eventually.Holds(() => Assert.NotEmpty(home.Marks("long-pid")));
        var second = home.Orc.Run("pipeline", "run", Path.Combine(home.Orc.Path, "long.yaml"));
        Assert.Equal(4, second.Exit);
        Assert.Contains("long-1", second.Error, StringComparison.Ordinal);

        var cancelled = home.Orc.Run("pipeline", "cancel", id, "--json").Done.Json.GetProperty("run");
        Assert.Equal(("cancelled", "cancelled"), (cancelled.GetProperty("state").GetString(), PipelineHome.StageOf(cancelled, "b")));
        Assert.False(Directory.Exists("/proc/" + home.Marks("long-pid")[0]));
        Assert.Equal(0, home.PanesOf("long"));
        Assert.Equal(4, home.Orc.Run("pipeline", "cancel", id).Exit);
    }

    [Fact]
    public void A_pane_that_somebody_kills_is_lost_and_run_again_only_where_the_file_says_so()
    {
        var id = home.Begin("meddled", """
            stages:
              once: {run: "echo once >> meddled; sleep 600", retries: 1}
              again: {run: "echo again >> meddled; [ $ORC_ATTEMPT = 2 ] || sleep 600", retries: 1, rerun: true}
            """);
        foreach (var step in (string[])["once.once", "again.again"])
        {
            Eventually.Holds(() => Assert.Equal("running", home.Pane(id, step).GetProperty("state").GetString()));
            Eventually.Holds(() => Assert.Contains(step.Split('.')[0], home.Marks("meddled")));
            home.Orc.Tmux("rename-window", "-t", home.Pane(id, step).GetProperty("pane_id").GetString()!, "mine");
            home.Orc.Tmux("kill-pane", "-t", home.Pane(id, step).GetProperty("pane_id").GetString()!);
        }
        home.Ends(id, "failed");
        Assert.Equal(["again", "again", "once"], home.Marks("meddled").Order());
        Assert.Equal(("failed", 1), (home.Pane(id, "once.once").GetProperty("state").GetString(), home.Pane(id, "once.once").GetProperty("attempt").GetInt32()));
        Assert.Equal(("succeeded", 2), (home.Pane(id, "again.again").GetProperty("state").GetString(), home.Pane(id, "again.again").GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public void A_session_of_somebody_elses_is_left_alone()
    {
        home.Orc.Run("daemon", "start");
        home.Orc.Tmux("new-session", "-d", "-s", "taken", "sleep 600");
        var finished = home.Watch("taken", "stages: {a: {run: touch taken-by-us}}");
        Assert.Equal(1, finished.Exit);
        Assert.Contains("none of this pipeline's", finished.Lines[^1].GetProperty("run").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, false), (home.PanesOf("taken"), File.Exists(Path.Combine(home.Orc.Work, "taken-by-us"))));
    }

    [Fact]
    public void More_panes_than_a_session_may_have_are_refused_by_the_daemon()
    {
        var finished = home.Orc.Run("pipeline", "run", home.Write("many", "max-panes: 50\nstages: {a: {run: x}}"), "--json");
        Assert.Equal(2, finished.Exit);
        Assert.Contains("from 1 to 10", finished.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
