using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Runtime.Persistence;
using Xunit;
using YamlDotNet.RepresentationModel;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>Random pipelines in a random world. A failure prints the numbers that repeat it.</summary>
public sealed class PipelineProperties
{
    [Fact]
    public void Whatever_happens_the_rules_hold_and_the_run_ends() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => new RandomRun(seed).Play())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private sealed class RandomRun(int seed)
    {
        private const int MostMoves = 4000;

        private readonly Random _random = new(seed);
        private readonly HashSet<string> _done = [];
        private readonly HashSet<string> _begun = [];
        private readonly HashSet<string> _started = [];
        private PipelineState _state = new("x-1");
        private DateTimeOffset _now = Some.Noon;

        public void Play()
        {
            Tell(new BeginRun(Plan(), "user"));
            for (var moves = 0; _state.IsRunning; moves++)
            {
                Assert.True(moves < MostMoves, $"The run does not end: {string.Join(", ", _state.Steps.Select(s => $"{s.Key} {s.Value.Status}"))}");
                Tell(Move(mayCancel: moves < 200));
            }
            Assert.All(_state.Stages.Values, s => Assert.True(s.IsOver));
            Assert.All(_state.Steps.Values, s => Assert.False(s.MustClose));
        }

        private ICommand Move(bool mayCancel)
        {
            if (mayCancel && Chance(400)) return new CancelRun("user");
            if (Chance(50)) return Stale();
            var open = _state.Steps.Where(s => s.Value.MustClose || s.Value.IsUnderWay).ToList();
            if (open.Count == 0 || Chance(10))
            {
                _now = _state.NextDue() is { } due && due > _now ? due : _now + TimeSpan.FromSeconds(1);
                return new Tick();
            }
            var (step, at) = open[_random.Next(open.Count)];
            if (at.MustClose) return new NoteClosed(step, at.Attempt);
            if (at.Status is StepStatus.Starting) return Chance(10) ? End(step, at, StepCause.CouldNotStart) : new NoteRunning(step, at.Attempt, "%1");
            if (at.Status is StepStatus.Running && _random.Next(2) == 0) return new NoteReady(step, at.Attempt);
            return Chance(8) ? End(step, at, StepCause.Lost) : End(step, at, StepCause.Exited);
        }

        private NoteEnd End(string step, StepProgress at, StepCause cause) =>
            new(step, at.Attempt, new StepEnd(cause, cause is StepCause.Exited ? _random.Next(2) : null, null, Chance(2) ? ["ready", "stage:s1", "stage:s3"] : []));

        /// <summary>Word of an attempt that is long over, or of one that never was.</summary>
        private ICommand Stale()
        {
            var (step, at) = _state.Steps.ElementAt(_random.Next(_state.Steps.Count));
            return _random.Next(4) switch
            {
                0 => new NoteEnd(step, at.Attempt - 1, new StepEnd(StepCause.Exited, 0)),
                1 => new NoteRunning(step, at.Attempt + 1, "%2"),
                2 => new NoteClosed(step, at.Attempt - 1),
                _ => new BeginRun(_state.Plan!, "user"),
            };
        }

        private void Tell(ICommand command)
        {
            var replayed = _state;
            foreach (var e in _state.Decide(command, _now).Events)
            {
                Check(e);
                _state = _state.Apply(e);
                Assert.True(_state.OpenPanes <= (_state.Plan?.MaxPanes ?? 0), $"{_state.OpenPanes} panes are open.");
                replayed = replayed.Apply(e);
            }
            Assert.Equal(_state.Version, replayed.Version);
            Assert.Empty(PipelineScheduler.Settle(_state, _now));
        }

        private void Check(IEvent e)
        {
            switch (e)
            {
                case StageStarted s:
                    Assert.True(_begun.Add(s.Stage), $"{s.Stage} starts twice.");
                    Assert.All(_state.Plan!.Stages.First(p => p.Name == s.Stage).Needs, need => Assert.True(_state.Stages[need].IsDecided, $"{s.Stage} starts before {need} is over."));
                    break;
                case StepStarting s:
                    Assert.Contains(s.Step.Split('.')[0], _begun);
                    Assert.DoesNotContain(s.Step, _done);
                    Assert.True(_started.Add($"{s.Step}#{s.Attempt}"), $"{s.Step} runs attempt {s.Attempt} twice.");
                    Assert.Equal(_state.Steps[s.Step].Attempt + 1, s.Attempt);
                    Assert.False(_state.Steps[s.Step].IsPaneOpen);
                    Assert.Null(_state.Stopping);
                    break;
                case StepEnded s:
                    Assert.True(_done.Add(s.Step), $"{s.Step} ends twice.");
                    break;
                case StepRetried s:
                    Assert.True(_state.Steps[s.Step].Status is StepStatus.Failed && s.NextAttempt <= 1 + _state.Pane(s.Step).Retries);
                    _done.Remove(s.Step);
                    break;
                case PaneClosed:
                    break;
                default:
                    Assert.True(e is RunStarted || _state.IsRunning);
                    break;
            }
        }

        private PipelinePlan Plan()
        {
            IReadOnlyList<StagePlan> stages;
            do
            {
                var written = Enumerable.Range(0, _random.Next(1, 7)).Select(Stage).ToList();
                var node = new YamlScalarNode("x");
                stages = new StageGraph([.. written.Select(s => new WrittenStage(s, node, [.. s.Needs.Select(n => (n, (YamlNode)node))]))], new ProblemList("x")).Resolve();
            }
            while (stages.Count == 0); // they would wait for each other
            var held = stages.SelectMany(s => s.Panes).Count(p => p.HoldsItsPlace);
            return new PipelinePlan("x", "/", held + _random.Next(1, 4), Chance(5) ? TimeSpan.FromSeconds(_random.Next(1, 60)) : null, stages);
        }

        private StagePlan Stage(int index)
        {
            var needs = Enumerable.Range(0, index).Where(_ => Chance(2)).Select(i => $"s{i}").ToList();
            var when = (StageCondition)_random.Next(3);
            var panes = Enumerable.Range(0, _random.Next(1, 4)).Select(i => Pane($"s{index}", $"p{i}")).ToList();
            return new StagePlan(
                $"s{index}", needs, when, needs.Count > 0 && Chance(3) ? "x" : null, when is StageCondition.Failure && needs.Count > 0 && Chance(2),
                Chance(4) ? TimeSpan.FromSeconds(_random.Next(1, 20)) : null, panes);
        }

        private PanePlan Pane(string stage, string name) => new(
            stage, name, "x", "/", new Dictionary<string, string>(), SuccessRule.Default,
            Ready: Chance(4) ? "up" : null, Background: Chance(6), Keep: Chance(6),
            Timeout: Chance(4) ? TimeSpan.FromSeconds(_random.Next(1, 10)) : null,
            Retries: _random.Next(3), RetryDelay: TimeSpan.FromSeconds(_random.Next(3)), Rerun: Chance(2), ContinueOnError: Chance(5));

        private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
    }
}
