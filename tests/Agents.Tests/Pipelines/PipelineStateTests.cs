using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using Xunit;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

public sealed class PipelineStateTests
{
    private const string Build = """
        stages:
          analyse: {panes: {lint: lint, types: types}}
          build: {needs: analyse, run: build}
          deploy: {needs: build, run: deploy}
          report: {when: failure, run: report}
        """;

    [Fact]
    public void Stages_follow_their_needs_and_panes_of_a_stage_run_together()
    {
        var run = new PipelineScenario(Build);
        Assert.Equal("analyse.lint analyse.types", run.UnderWay);
        Assert.Equal("analyse.types", run.Ends("analyse.lint").UnderWay);
        Assert.Equal("build.build", run.Ends("analyse.types").UnderWay);
        run.Ends("build.build").Ends("deploy.deploy");
        Assert.Equal((RunStatus.Succeeded, "skipped", 0), (run.State.Status, run.Stage("report"), run.State.OpenPanes));
    }

    [Fact]
    public void A_failed_stage_ends_what_needs_it_and_begins_the_branch_for_failures()
    {
        var run = new PipelineScenario(Build).Ends("analyse.lint", 3).Ends("analyse.types");
        Assert.Equal(("failed", "skipped", "skipped"), (run.Stage("analyse"), run.Stage("build"), run.Stage("deploy")));
        Assert.Equal("report.report", run.UnderWay);
        run.Ends("report.report");
        Assert.Equal((RunStatus.Failed, "Failed: analyse."), (run.State.Status, run.State.Reason));
        Assert.Equal("Exit code 3.", run.State.Steps["analyse.lint"].Reason);
    }

    [Fact]
    public void A_branch_that_recovers_makes_the_failure_good()
    {
        var run = new PipelineScenario("""
            stages:
              test: test
              fix-config: {needs: test, when: failure, when-output: no config, recovers: true, run: fix}
              fix-disk: {needs: test, when: failure, when-output: disk full, recovers: true, run: clean}
              deploy: {needs: test, run: deploy}
            """).Ends("test.test", 1, "stage:fix-config");
        Assert.Equal("fix-config.fix-config", run.UnderWay);
        Assert.Equal("skipped", run.Stage("fix-disk"));
        Assert.Equal("deploy.deploy", run.Ends("fix-config.fix-config").UnderWay);
        Assert.Equal(RunStatus.Succeeded, run.Ends("deploy.deploy").State.Status);
    }

    [Fact]
    public void A_branch_that_fails_to_recover_changes_nothing()
    {
        var run = new PipelineScenario("stages: {test: test, fix: {needs: test, when: failure, recovers: true, run: fix}, deploy: {needs: test, run: x}}")
            .Ends("test.test", 1).Ends("fix.fix", 1);
        Assert.Equal((RunStatus.Failed, "skipped"), (run.State.Status, run.Stage("deploy")));
    }

    [Fact]
    public void A_branch_that_recovers_runs_only_for_what_it_can_make_good()
    {
        var run = new PipelineScenario("stages: {a: x, test: {needs: a, run: test}, fix: {needs: test, when: failure, recovers: true, run: fix}, report: {needs: test, when: failure, run: x}}")
            .Ends("a.a", 1);
        Assert.Equal(("skipped", "skipped", "report.report"), (run.Stage("test"), run.Stage("fix"), run.UnderWay));
    }

    [Fact]
    public void More_panes_than_places_wait_for_one()
    {
        var run = new PipelineScenario("max-panes: 2\nstages: {a: {panes: {p: x, q: x, r: x}}}");
        Assert.Equal("a.p a.q", run.UnderWay);
        run.Runs("a.p").When(new NoteEnd("a.p", 1, new StepEnd(StepCause.Exited, 0)));
        Assert.Equal("a.q", run.UnderWay); // its pane is still there
        Assert.Equal("a.q a.r", run.Closes().UnderWay);
    }

    [Fact]
    public void A_kept_pane_stays_and_takes_its_place()
    {
        var run = new PipelineScenario("max-panes: 2\nstages: {a: {panes: {p: {run: x, keep: true}, q: x, r: x}}}").Ends("a.p");
        Assert.Equal("a.q", run.UnderWay);
        Assert.Equal("a.r", run.Ends("a.q").UnderWay);
        run.Ends("a.r");
        Assert.Equal((RunStatus.Succeeded, 1), (run.State.Status, run.State.OpenPanes));
    }

    [Fact]
    public void Retries_wait_their_delay_and_the_last_pane_is_closed_before()
    {
        var run = new PipelineScenario("stages: {a: {run: x, retries: 1, retry-delay: 5s}}").Ends("a.a", 1);
        Assert.Equal(("", Some.Noon.AddSeconds(5)), (run.UnderWay, run.State.NextDue()));
        Assert.Equal("a.a", run.After(TimeSpan.FromSeconds(5)).UnderWay);
        Assert.Equal(2, run.State.Steps["a.a"].Attempt);
        Assert.Equal(RunStatus.Failed, run.Ends("a.a", 1).State.Status);
    }

    [Fact]
    public void A_retry_whose_pane_is_not_closed_yet_waits_for_it()
    {
        var run = new PipelineScenario("stages: {a: {run: x, retries: 1}}").Runs("a.a").When(new NoteEnd("a.a", 1, new StepEnd(StepCause.Exited, 1)));
        Assert.Equal("", run.UnderWay);
        Assert.Equal("a.a", run.When(new NoteClosed("a.a", 1)).UnderWay);
    }

    [Fact]
    public void A_time_limit_ends_an_attempt_a_stage_or_the_run()
    {
        var step = new PipelineScenario("stages: {a: {run: x, timeout: 10s}}").Runs("a.a");
        Assert.Equal(Some.Noon.AddSeconds(10), step.State.NextDue());
        Assert.Equal((RunStatus.Failed, "Not done after 10s."), (step.After(TimeSpan.FromSeconds(10)).Closes().State.Status, step.State.Steps["a.a"].Reason));

        var stage = new PipelineScenario("max-panes: 1\nstages: {a: {timeout: 10s, retries: 3, panes: {p: x, q: x}}}").After(TimeSpan.FromSeconds(10)).Closes();
        Assert.Equal((RunStatus.Failed, 1, 0), (stage.State.Status, stage.State.Steps["a.p"].Attempt, stage.State.Steps["a.q"].Attempt));

        var whole = new PipelineScenario("timeout: 10s\nstages: {a: x, b: {when: always, run: y}}").After(TimeSpan.FromSeconds(10)).Closes();
        Assert.Equal((RunStatus.Failed, "cancelled", "Not done after 10s."), (whole.State.Status, whole.Stage("b"), whole.State.Reason));
    }

    [Fact]
    public void A_service_holds_its_stage_until_it_is_ready_and_ends_with_the_run()
    {
        var run = new PipelineScenario("stages: {db: {run: serve, ready: up, timeout: 5s}, api: {needs: db, run: api}}").Runs("db.db");
        Assert.Equal("db.db", run.UnderWay);
        Assert.Equal("db.db api.api", run.IsReady("db.db").UnderWay);
        run.After(TimeSpan.FromSeconds(60));
        Assert.Equal("ready", run.Stage("db"));
        run.Ends("api.api");
        Assert.Equal((RunStatus.Succeeded, "succeeded", StepStatus.Succeeded, 0), (run.State.Status, run.Stage("db"), run.State.Steps["db.db"].Status, run.State.OpenPanes));
    }

    [Fact]
    public void A_service_that_ends_before_it_is_ready_has_failed_even_with_exit_code_0()
    {
        var run = new PipelineScenario("stages: {db: {run: serve, ready: up}, api: {needs: db, run: api}}").Ends("db.db");
        Assert.Equal((RunStatus.Failed, "skipped", "It ended with exit code 0 before it was ready."), (run.State.Status, run.Stage("api"), run.State.Steps["db.db"].Reason));
    }

    [Fact]
    public void A_service_that_dies_later_is_started_again_by_its_retries_and_holds_what_has_not_begun()
    {
        var run = new PipelineScenario("stages: {db: {run: serve, ready: up, retries: 1}, api: {needs: db, run: api}, web: {needs: [db, api], run: web}}").IsReady("db.db");
        run.Ends("db.db", 1).Ends("api.api");
        Assert.Equal(("db.db", "running"), (run.UnderWay, run.Stage("db")));
        Assert.Equal("db.db web.web", run.IsReady("db.db").UnderWay);
        run.Ends("db.db", 1).Ends("web.web");
        Assert.Equal((RunStatus.Failed, "succeeded"), (run.State.Status, run.Stage("web")));
    }

    [Fact]
    public void A_permanent_pane_accompanies_the_run_and_outlives_it()
    {
        var run = new PipelineScenario("stages: {watch: {panes: {monitor: {run: m, background: true, keep: true}, logger: {run: l, background: true}}}, a: {needs: watch, run: x}}");
        Assert.Equal("running", run.Stage("watch"));
        run.Runs("watch.monitor", "watch.logger").Ends("a.a").Closes();
        Assert.Equal((RunStatus.Succeeded, 1, "watch.monitor"), (run.State.Status, run.State.OpenPanes, run.UnderWay));
    }

    [Fact]
    public void What_nobody_knows_the_end_of_is_run_again_only_when_the_file_allows_it()
    {
        var lost = new StepEnd(StepCause.Lost, Words: "its pane is gone.");
        Assert.Equal((RunStatus.Failed, 1), Run("stages: {a: {run: x, retries: 1}}"));
        Assert.Equal((RunStatus.Running, 2), Run("stages: {a: {run: x, retries: 1, rerun: true}}"));

        (RunStatus, int) Run(string yaml)
        {
            var run = new PipelineScenario(yaml).Ends("a.a", lost);
            return (run.State.Status, run.State.Steps["a.a"].Attempt);
        }
    }

    [Theory]
    [InlineData("{}", 0, false, true)]
    [InlineData("{}", 1, false, false)]
    [InlineData("{success: OK}", 0, false, false)]
    [InlineData("{success: OK}", 7, true, true)]
    [InlineData("{success: {exit-code: [0, 3]}}", 3, false, true)]
    [InlineData("{success: {exit-code: [0, 3]}}", 1, false, false)]
    [InlineData("{success: {exit-code: 0, pattern: OK}}", 0, false, false)]
    [InlineData("{success: {exit-code: 0, pattern: OK}}", 1, true, false)]
    [InlineData("{success: {exit-code: 0, pattern: OK}}", 0, true, true)]
    public void Success_is_by_exit_code_pattern_or_both(string fields, int code, bool isSeen, bool isSuccess)
    {
        var run = new PipelineScenario($"stages: {{a: {{run: x, {fields[1..^1]}}}}}").Ends("a.a", code, isSeen ? ["success"] : []);
        Assert.Equal(isSuccess ? RunStatus.Succeeded : RunStatus.Failed, run.State.Status);
    }

    [Fact]
    public void A_signal_is_never_a_success() =>
        Assert.Equal("Ended by signal 9.", new PipelineScenario("stages: {a: {run: x, success: OK}}").Ends("a.a", new StepEnd(StepCause.Exited, null, 9, ["success"])).State.Steps["a.a"].Reason);

    [Fact]
    public void A_pane_that_may_fail_does_not_fail_its_stage() =>
        Assert.Equal(RunStatus.Succeeded, new PipelineScenario("stages: {a: {panes: {p: {run: x, continue-on-error: true}, q: x}}}").Ends("a.p", 1).Ends("a.q").State.Status);

    [Fact]
    public void A_cancelled_run_ends_everything_and_starts_nothing()
    {
        var run = new PipelineScenario("stages: {a: x, s: {run: y, ready: up}, b: {needs: a, run: z}, c: {when: always, run: w}}").IsReady("s.s").When(new CancelRun("user"));
        Assert.Equal((RunStatus.Running, ""), (run.State.Status, run.UnderWay));
        run.Closes();
        Assert.Equal((RunStatus.Cancelled, "Cancelled by user.", "cancelled", "cancelled"), (run.State.Status, run.State.Reason, run.Stage("b"), run.Stage("c")));
        Assert.Equal(RejectionCode.Refused, run.State.Decide(new CancelRun("user"), run.Now).Rejection!.Code);
    }

    [Fact]
    public void What_is_said_of_an_older_attempt_is_dropped()
    {
        var run = new PipelineScenario("stages: {a: {run: x, retries: 1}}").Ends("a.a", 1);
        Assert.Empty(run.State.Decide(new NoteEnd("a.a", 1, new StepEnd(StepCause.Exited, 0)), run.Now).Events);
        Assert.Empty(run.State.Decide(new NoteClosed("a.a", 1), run.Now).Events);
        Assert.Empty(run.State.Decide(new NoteRunning("a.a", 1, "%9"), run.Now).Events);
    }

    [Fact]
    public void Every_event_comes_back_from_the_journal_as_it_was()
    {
        var run = new PipelineScenario(Build).Ends("analyse.lint", 3).Ends("analyse.types").Runs("report.report").When(new CancelRun("user")).Closes();
        Assert.All(run.Events, e =>
        {
            var stored = JsonSerializer.Serialize(e, e.GetType(), EventJson.Options);
            Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, e.GetType(), EventJson.Options), e.GetType(), EventJson.Options));
        });
        Assert.Contains(run.Events, e => e is RunStopping);
    }
}
