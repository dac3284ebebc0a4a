using Akka.Actor;
using Akka.TestKit.Xunit2;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Runtime.Persistence;
using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;

namespace Orchestrator.Agents.Tests.Days;

/// <summary>A whole team over 24 hours of virtual time, its daemon killed now and then. ORC_DAY_SEED repeats a run.</summary>
public sealed class DayTests(ITestOutputHelper output) : TestKit(
    """
    akka.actor.ask-timeout = 30s
    akka.actor.default-dispatcher.type = "Orchestrator.Agents.Tests.Days.CountingDispatcherConfigurator, Orchestrator.Agents.Tests"
    akka.scheduler.implementation = "Orchestrator.Agents.Tests.Days.JumpingScheduler, Orchestrator.Agents.Tests"
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    akka.loglevel = ERROR
    """)
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1), _late = TimeSpan.FromMinutes(3), _every = TimeSpan.FromMinutes(30);
    private static readonly AgentTarget[] _agents =
        [AgentTarget.Orchestrator, AgentTarget.ManagerOf(Some.Shop), Some.Developer, AgentTarget.Of(Some.Shop, new AgentName("tester"))];

    private readonly ConcurrentDictionary<AgentTarget, AgentView> _views = new();
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("ORC_DAY_SEED"), out var seed) ? seed : Random.Shared.Next();
    private PlayedWorld? _world;
    private IActorRef? _limits;
    private IActorRef? _orchestrator;
    private TimeSpan _upSince;

    private JumpingScheduler Clock => (JumpingScheduler)Sys.Scheduler;

    private CountingDispatcher Actors => (CountingDispatcher)Sys.Dispatchers.DefaultGlobalDispatcher;

    private DateTimeOffset Wall => Sys.Scheduler.Now;

    private PlayedWorld World => _world ??= new PlayedWorld(_seed);

    [Fact]
    public async Task Over_restarts_limits_and_a_laptop_that_slept_no_check_in_is_missed_or_doubled_and_no_prompt_given_twice()
    {
        var random = await LaunchAsync(SkipUnchanged.Never);
        var day = Wall;
        var limited = new[] { 3, 9, 16 }.Select(hour => (From: day.AddHours(hour), Until: day.AddHours(hour).AddMinutes(random.Next(40, 150)))).ToList();
        foreach (var (from, until) in limited) World.LimitFrom(from, until);
        foreach (var agent in _agents) await ScheduleAsync(agent, new CheckInSchedule(Cron: "7 * * * *"), "hourly");
        var asked = 0;
        for (var end = day.AddDays(1); Wall < end;)
        {
            if (random.Next(90) == 0) await RestartAsync(TimeSpan.FromSeconds(random.Next(0, 1200)));
            if (random.Next(60) == 0 && end - Wall > TimeSpan.FromHours(4)) await ScheduleAsync(_agents[random.Next(4)], new CheckInSchedule(In: TimeSpan.FromMinutes(random.Next(1, 50))), $"once {++asked}");
            if (random.Next(700) == 0) await StepAsync(TimeSpan.FromHours(2)); // a laptop that slept
            await StepAsync(_minute);
            NothingIsLate();
        }

        await SettleAsync();
        OncePerMessage();
        foreach (var agent in _agents) Assert.All(Times(agent, "hourly").GroupBy(t => t.AddMinutes(-7).Ticks / TimeSpan.TicksPerHour), hour => Assert.Single(hour));
        foreach (var agent in _agents) Assert.All(Times(agent, "Check in").GroupBy(t => (t - day).Ticks / _every.Ticks), beat => Assert.Single(beat));
        var given = World.Given.Where(g => g.Message.Kind is MessageKind.CheckIn).Select(g => g.Message.Text).ToList();
        for (var n = 1; n <= asked; n++) Assert.Single(given, $"once {n}");
        NobodyIsWokenDuring(limited);
        output.WriteLine($"{World.Given.Count} prompts, {World.CutOff.Count} turns cut off, {asked} single check-ins");
    }

    [Fact]
    public async Task An_idle_team_is_never_woken()
    {
        var random = await LaunchAsync(SkipUnchanged.Done);
        foreach (var agent in _agents) await Orchestrator.Ask<LifecycleMessages.AgentAccepted>(new ToAgent(agent, new LifecycleMessages.Report(ReportedState.Done, "All is done.")));
        for (var n = 0; n < 15; n++) await StepAsync(_minute);
        var before = World.Given.Count;
        for (var end = Wall.AddDays(1); Wall < end;)
        {
            if (random.Next(90) == 0) await RestartAsync(TimeSpan.FromSeconds(random.Next(0, 1200)));
            if (random.Next(700) == 0) await StepAsync(TimeSpan.FromHours(2));
            await StepAsync(_minute);
            NothingIsLate();
        }

        Assert.Empty(World.Given.Skip(before).Select(g => $"{g.Message.To} at {g.At:T}: {g.Message.Text}"));
        var skipped = _views.Values.Sum(v => v.CheckIns.Sum(c => c.Skipped));
        Assert.InRange(skipped, 40, 4 * 48); // they fell due all the same, and it was looked
        output.WriteLine($"{skipped} check-ins were left out");
    }

    [Fact]
    public async Task A_clock_that_is_set_on_and_back_makes_no_interval_longer_than_two_and_loses_none()
    {
        _ = await LaunchAsync(SkipUnchanged.Never);
        var begun = Clock.MonotonicClock;
        foreach (var (hour, by) in new[] { (4, -3.0), (9, 2.0), (14, -26.0), (20, 0.4) })
        {
            while (Clock.MonotonicClock - begun < TimeSpan.FromHours(hour)) await StepAsync(_minute);
            Clock.Set(TimeSpan.FromHours(by));
        }

        while (Clock.MonotonicClock - begun < TimeSpan.FromHours(24)) await StepAsync(_minute);

        OncePerMessage();
        foreach (var agent in _agents)
        {
            var asked = World.Given.Where(g => g.Message.To == agent && g.Message.Kind is MessageKind.CheckIn).Select(g => g.Elapsed).ToList();
            Assert.All(asked.Zip(asked.Skip(1), (one, next) => next - one), gap => Assert.True(gap <= (2 * _every) + _late, $"{agent} waited {gap}."));
            Assert.InRange(asked.Count, 44, 52); // 48, one more for each time that the clock was set on, less those it was set back in
        }
    }

    private IActorRef Orchestrator => _orchestrator!;

    private async Task<Random> LaunchAsync(SkipUnchanged skip)
    {
        output.WriteLine($"ORC_DAY_SEED={_seed}");
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(World, _views)));
        Sys.EventStream.Subscribe(watcher, typeof(AgentView));
        Sys.EventStream.Subscribe(watcher, typeof(EventsStored));
        Sys.EventStream.Subscribe(watcher, typeof(Akka.Event.Error));
        var options = Some.Options with { CheckIns = Some.CheckIns with { SkipUnchanged = skip }, SnapshotEvery = 50, Messages = Some.Messages with { MaxQueued = 1000 } };
        _options = options;
        Start();
        var members = _agents.Skip(1).Select(a => Some.Definition(a, a.Agent == AgentName.ProjectManager ? "project-manager" : "developer", _every)).ToList();
        await Orchestrator.Ask<ManagementMessages.ProjectAccepted>(new LaunchProject(Some.Plan() with { Members = members }, Some.Definition(AgentTarget.Orchestrator, "orchestrator", _every)));
        await QuietAsync();
        return new Random(_seed);
    }

    private AgentOptions? _options;

    private void Start()
    {
        var world = World;
        _limits = Sys.ActorOf(LimitsActor.Props(_options!.Limits, 50, () => 0.5));
        var services = new AgentServices(
            ActorRefs.Nobody,
            start => Props.Create(() => new PlayedTerminal(start, world)),
            _ => new ProfileTraits(CanResume: true, TakesInputWhileWorking: false, Credential: "account"),
            _limits,
            _ => Task.FromResult<string?>("clean"),
            _options,
            () => 0.5);
        _orchestrator = Sys.ActorOf(OrchestratorActor.Props(services));
        _upSince = Clock.MonotonicClock;
    }

    /// <summary>Kills the daemon; the agents' processes go on.</summary>
    private async Task RestartAsync(TimeSpan downtime)
    {
        foreach (var actor in new[] { _orchestrator!, _limits! })
        {
            await WatchAsync(actor);
            Sys.Stop(actor);
            await ExpectTerminatedAsync(actor);
        }

        Clock.Advance(downtime);
        Start();
        await QuietAsync();
    }

    private async Task ScheduleAsync(AgentTarget agent, CheckInSchedule schedule, string note) =>
        await Orchestrator.Ask<CheckInAccepted>(new ToAgent(agent, new ScheduleCheckIn(schedule, note, "user")));

    private async Task StepAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await QuietAsync();
        for (var patience = Stopwatch.StartNew(); Late(TimeSpan.Zero).Any() && patience.Elapsed < TimeSpan.FromSeconds(5);) // looks at screen and git, in their own time
            await QuietAsync();
    }

    private IEnumerable<CheckIn> Late(TimeSpan by) => Clock.MonotonicClock - _upSince < _late ? [] : _views.Values
        .Where(v => v.Status is AgentStatus.Ready or AgentStatus.Working)
        .SelectMany(v => v.CheckIns)
        .Where(c => c.NextDue <= Wall - by);

    // Until no actor has anything to do and every look at a screen and git has come to its end. An answer from each shows that all are there.
    private async Task QuietAsync()
    {
        for (var calm = 0; calm < 2;)
        {
            var before = World.Happened;
            Assert.Empty(World.Errors);
            await _limits!.Ask<LimitMessages.Limits>(new LimitMessages.GetLimits());
            foreach (var agent in _agents) await Orchestrator.Ask<Rejected>(new ToAgent(agent, new CancelCheckIn("none")));
            for (var patience = Stopwatch.StartNew(); !(Actors.IsIdle && World.IsNobodyLooking) && patience.Elapsed < TimeSpan.FromSeconds(5);) await Task.Yield();
            calm = World.Happened == before ? calm + 1 : 0;
        }
    }

    /// <summary>Whatever is under way or waits comes to its end, and nothing else begins.</summary>
    private async Task SettleAsync()
    {
        for (var n = 0; n < 60 && _views.Values.Any(v => v.Unread > 0 || v.Status is not AgentStatus.Ready); n++) await StepAsync(_minute);
    }

    private void NothingIsLate() => Assert.Empty(Late(_late).Select(c => $"{c.Id} was due at {c.NextDue:T}, and it is {Wall:T}."));

    private void OncePerMessage() => Assert.All(World.Given.GroupBy(g => g.Message.Id), message => Assert.Single(message));

    private IEnumerable<DateTimeOffset> Times(AgentTarget agent, string note) => World.Given
        .Where(g => g.Message.To == agent && g.Message.Kind is MessageKind.CheckIn && g.Message.Text.StartsWith(note, StringComparison.Ordinal))
        .Select(g => g.Message.QueuedAt);

    private void NobodyIsWokenDuring(IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> limits)
    {
        foreach (var (from, until) in limits)
        {
            var cut = World.CutOff.Where(c => c.At >= from && c.At < until).ToList();
            if (cut.Count == 0) continue;
            var known = cut.Min(c => c.At) + _late;
            Assert.Empty(World.Given.Where(g => g.At > known && g.At < until).Select(g => $"{g.Message.To} at {g.At:T}"));
            foreach (var agent in cut.Select(c => c.Agent).Distinct()) // cut off once or, by a turn that ran already, twice, and woken once
                Assert.Single(World.Given, g => g.Message.To == agent && g.Message.Text == Some.Limits.ContinueMessage && g.At >= until && g.At < until.AddHours(3));
        }
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(PlayedWorld world, ConcurrentDictionary<AgentTarget, AgentView> views)
        {
            Receive<AgentView>(view =>
            {
                views[view.Target] = view;
                world.Happens();
            });
            Receive<Akka.Event.Error>(error => world.Errors.Enqueue(error.ToString()));
            Receive<EventsStored>(stored =>
            {
                foreach (var agent in _agents.Where(a => IdOf(a) == stored.PersistenceId)) world.LooksNoMore(agent);
            });
        }

        private static string IdOf(AgentTarget agent) => agent == AgentTarget.Orchestrator ? "orchestrator"
            : agent.Agent == AgentName.ProjectManager ? $"project/{agent.Project}"
            : $"agent/{agent}";
    }
}
