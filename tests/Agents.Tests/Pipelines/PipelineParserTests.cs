using Orchestrator.Agents.Pipelines.Plans;
using Xunit;

namespace Orchestrator.Agents.Tests.Pipelines;

public sealed class PipelineParserTests
{
    [Fact]
    public void The_shortest_pipeline_is_a_stage_with_a_command()
    {
        var plan = Parse("stages: {build: make}");
        var pane = Assert.Single(Assert.Single(plan.Stages).Panes);
        Assert.Equal(("ci", 10, "build.build", "make", "/"), (plan.Name, plan.MaxPanes, pane.Step, pane.Run, pane.Directory));
        Assert.True(pane.Success.IsMet(0, isPatternSeen: false));
    }

    [Fact]
    public void Every_field_is_read()
    {
        var plan = Parse("""
            name: shop
            description: all of it
            max-panes: 6
            timeout: 1h
            dir: /tmp
            env: {A: 1, B: two}
            stages:
              db:
                panes:
                  server:
                    run: serve
                    ready: listening on \d+
                    health: {test: ping, interval: 2s, timeout: 1s, retries: 5, start-period: 10s}
                    env: {B: three}
                  monitor: {run: top, background: true, keep: true}
              test:
                needs: db
                timeout: 5m
                retries: 2
                retry-delay: 500ms
                rerun: true
                panes:
                  - name: unit
                    run: make test
                    success: {exit-code: [0, 5], pattern: "OK"}
                    timeout: 90
                  - name: lint
                    run: make lint
                    success: clean
                    continue-on-error: true
                    retries: 0
              repair:
                needs: [test]
                when: failure
                when-output: missing
                recovers: true
                run: fix
              report: {if: always(), run: report, working-directory: sub}
            """);

        Assert.Equal(("shop", 6, TimeSpan.FromHours(1), "/tmp"), (plan.Name, plan.MaxPanes, plan.Timeout, plan.Directory));
        var panes = plan.Stages.SelectMany(s => s.Panes).ToDictionary(p => p.Step);
        Assert.Equal(["three", "1"], [panes["db.server"].Env["B"], panes["db.server"].Env["A"]]);
        Assert.Equal(new HealthPlan("ping", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 5, TimeSpan.FromSeconds(10)), panes["db.server"].Health);
        Assert.True(panes["db.server"].IsService && panes["db.monitor"] is { Background: true, Keep: true, IsService: false });
        Assert.Equal((TimeSpan.FromSeconds(90), 2, TimeSpan.FromMilliseconds(500), true), (panes["test.unit"].Timeout, panes["test.unit"].Retries, panes["test.unit"].RetryDelay, panes["test.unit"].Rerun));
        Assert.Equal([0, 5], panes["test.unit"].Success.ExitCodes!);
        Assert.Equal((0, true, "clean"), (panes["test.lint"].Retries, panes["test.lint"].ContinueOnError, panes["test.lint"].Success.Pattern));
        var stages = plan.Stages.ToDictionary(s => s.Name);
        Assert.Equal((TimeSpan.FromMinutes(5), "db"), (stages["test"].Timeout, Assert.Single(stages["test"].Needs)));
        Assert.Equal((StageCondition.Failure, "missing", true), (stages["repair"].When, stages["repair"].WhenOutput, stages["repair"].Recovers));
        Assert.Equal((StageCondition.Always, "/tmp/sub"), (stages["report"].When, panes["report.report"].Directory));
        Assert.Equal(["db", "test", "repair"], stages["report"].Needs);
    }

    [Theory]
    [InlineData("stages: {a: {run: x, colour: red}}", 1, 22, "unknown field \"colour\"")]
    [InlineData("stages:\n  a:\n    run: x\n    neeeds: b\n", 4, 5, "Did you mean \"needs\"")]
    [InlineData("stages:\n  a: {run: x, needs: b}\n  b: {run: x, needs: [c]}\n  c: {run: x, needs: a}\n", 4, 22, "a → b → c → a")]
    [InlineData("stages:\n  a: {run: x, needs: a}\n", 2, 22, "a → a")]
    [InlineData("stages:\n  a: {run: x}\n  t: {run: x, needs: f}\n  f: {run: x, needs: [a, t], when: failure}\n", 4, 26, "circle")]
    [InlineData("stages:\n  t: {run: x}\n  d: {run: x, needs: t}\n  f: {run: x, needs: [t, d], when: failure, recovers: true}\n", 4, 26, "d → f → d")]
    [InlineData("stages: {a: {run: x, needs: bild}, build: {run: y}}", 1, 29, "Did you mean \"build\"")]
    [InlineData("stages:\n  a: {run: x}\n  a: {run: y}\n", 3, 3, "uplicate")]
    [InlineData("stages:\n  - {name: a, run: x}\n  - {name: a, run: y}\n", 3, 12, "Two stages are named \"a\"")]
    [InlineData("stages: {s: {panes: [{name: p, run: x}, {name: p, run: y}]}}", 1, 48, "Two panes")]
    [InlineData("stages: {a: {run: x, timeout: soon}}", 1, 31, "no duration")]
    [InlineData("stages: {a: {run: x, timeout: 0s}}", 1, 31, "no duration")]
    [InlineData("timeout: -1s\nstages: {a: {run: x}}", 1, 10, "no duration")]
    [InlineData("stages: {a: {run: x, ready: '(open'}}", 1, 29, "no pattern")]
    [InlineData("stages: {a: {run: x, success: '(?=look)x'}}", 1, 31, "no pattern")]
    [InlineData("stages: {a: {run: x, ready: '.*'}}", 1, 29, "empty text")]
    [InlineData("stages: {a: {run: x, retries: -1}}", 1, 31, "whole number from 0 to 100")]
    [InlineData("stages: {a: {run: x, keep: yes}}", 1, 28, "true or false")]
    [InlineData("stages: {a: {run: x, when: sometimes}}", 1, 28, "success, failure or always")]
    [InlineData("stages: {a: {run: x, success: {exit-code: 256}}}", 1, 43, "from 0 to 255")]
    [InlineData("stages: {a: {run: x, success: {exit-code: []}}}", 1, 43, "empty list")]
    [InlineData("stages: {a: {run: x, health: {interval: 1s}}}", 1, 30, "no test")]
    [InlineData("stages: {a: {needs: []}}", 1, 10, "no command")]
    [InlineData("stages: {a: {run: }}", 1, 19, "run of Stage \"a\" has no value")]
    [InlineData("stages: {a: {run: [x]}}", 1, 19, "a list or a mapping")]
    [InlineData("stages: {'A b': {run: x}}", 1, 10, "Write for example a-b")]
    [InlineData("stages: {a: {panes: {p: {run: x}}, run: y}}", 1, 36, "belongs to a pane")]
    [InlineData("stages: {a: {panes: {p: {run: x, needs: a}}}}", 1, 34, "belongs to a stage")]
    [InlineData("stages: {a: {run: x, background: true, ready: up}}", 1, 10, "nothing waits")]
    [InlineData("stages: {a: {run: x, recovers: true}}", 1, 10, "when: failure")]
    [InlineData("stages: {a: {run: x, env: {1A: y}}}", 1, 28, "environment variable")]
    [InlineData("stages: {a: {run: x, env: {ORC_HOME: y}}}", 1, 28, "Orchestrator's own")]
    [InlineData("max-panes: 11\nstages: {a: {run: x}}", 1, 12, "from 1 to 10")]
    [InlineData("max-panes: 1\nstages: {a: {run: x}, b: {run: y, keep: true}}", 1, 1, "2 are needed")]
    [InlineData("dir: /no/such/place\nstages: {a: {run: x}}", 1, 1, "does not exist")]
    [InlineData("stages: {}", 1, 9, "no stage")]
    [InlineData("name: x", 1, 1, "no stages")]
    [InlineData("- a", 1, 1, "field: value")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("a: [\n", 2, 1, "no YAML")]
    [InlineData("stages: {a: {run: x}}\n---\nb: c", 3, 1, "second document")]
    public void What_is_wrong_is_said_with_line_and_column(string text, int line, int column, string words)
    {
        var result = PipelineParser.Parse(text, "ci.yaml", "/", 10);

        Assert.Null(result.Plan);
        var problem = result.Problems[0];
        Assert.Contains(words, $"{problem.Message} {problem.Hint}", StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.StartsWith($"ci.yaml, line {line}, column {column}: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var result = PipelineParser.Parse("stages:\n  a: {run: x, timeout: soon, colour: red}\n  b: {run: y, needs: c}\n", "ci.yaml", "/", 10);
        Assert.Equal([(2, 24), (2, 30), (3, 22)], result.Problems.Select(p => (p.Line, p.Column)));
    }

    [Fact]
    public void Nesting_without_end_is_no_problem_for_the_reader() =>
        Assert.Contains("too deep", Assert.Single(PipelineParser.Parse(new string('[', 100_000), "ci.yaml", "/", 10).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Stages_that_widen_again_and_again_are_checked_in_no_time()
    {
        static string Needs(int layer) => layer == 0 ? "" : string.Join(", ", Enumerable.Range(0, 8).Select(j => $"s{layer - 1}-{j}"));
        var lines = Enumerable.Range(0, 160).Select(i => $"  s{i / 8}-{i % 8}: {{run: x, needs: [{Needs(i / 8)}]}}");
        Assert.Equal(160, Parse("stages:\n" + string.Join('\n', lines)).Stages.Count);
    }

    private static PipelinePlan Parse(string text)
    {
        var result = PipelineParser.Parse(text, "some/ci.yaml", "/", 10);
        Assert.True(result.Plan is not null, string.Join('\n', result.Problems));
        return result.Plan!;
    }
}
