using Orchestrator.Agents.Scaling;
using Xunit;

namespace Orchestrator.Agents.Tests.Scaling;

public sealed class ScalingPolicyTests
{
    private static readonly DateTimeOffset Now = Some.Noon.AddHours(3);

    private static readonly MachineStanding Roomy = new(0.5, 8L << 30, Agents: 6, MostAgents: 30);

    internal static readonly ScalingOptions Rules = new(
        [], QueueLength: 3, WaitTime: TimeSpan.FromMinutes(15), Hold: TimeSpan.FromMinutes(1), IdleTime: TimeSpan.FromMinutes(30), CoolDown: TimeSpan.FromMinutes(10),
        LookEvery: TimeSpan.FromSeconds(15), MaxLoad: 2, MinMemory: 1L << 30);

    [Theory]
    [InlineData(3, 1, 1, true)] // three wait for the only developer
    [InlineData(2, 1, 1, false)]
    [InlineData(5, 1, 2, false)] // fewer than three for each
    [InlineData(6, 1, 2, true)]
    [InlineData(1, 15, 1, true)] // one, but for long
    [InlineData(1, 14, 1, false)]
    [InlineData(3, 1, 0, true)] // nobody of the role is there
    [InlineData(0, 0, 1, false)]
    public void More_work_than_should_waits_when_there_is_much_of_it_or_some_for_long(int waiting, int minutes, int busy, bool pressed)
    {
        var role = Role([.. Enumerable.Range(1, busy).Select(n => Busy($"developer-{n}"))], waiting, minutes);

        Assert.Equal(pressed, ScalingPolicy.IsPressed(role, Rules, Now));
        Assert.False(ScalingPolicy.IsPressed(role with { Engineers = [.. role.Engineers, Free("developer-9", 0)] }, Rules, Now), "A free one gets the work first.");
    }

    [Fact]
    public void Somebody_is_added_when_that_has_held_for_a_time_and_the_reason_has_the_figures()
    {
        var role = Role([Busy("developer-1")], waiting: 4, minutes: 12);
        Assert.Null(Verdict(role with { PressedSince = Now.AddSeconds(-59) }).Step);

        var step = Verdict(role with { PressedSince = Now.AddMinutes(-1) }).Step;
        Assert.Equal(new ScalingStep(Some.Shop, "developer", null, "4 tasks wait for a developer, the oldest for 12m, with 1 at work."), step);
    }

    [Fact]
    public void After_a_change_nothing_else_happens_until_it_has_cooled_down()
    {
        var pressed = Role([Busy("developer-1")], 9, 60) with { PressedSince = Now.AddHours(-1) };
        Assert.Null(Verdict(pressed with { DecidedAt = Now.AddMinutes(-9) }).Step);
        Assert.NotNull(Verdict(pressed with { DecidedAt = Now.AddMinutes(-10) }).Step);

        var idle = Role([Free("developer-1", 60, ""), Free("developer-2", 60, "")]);
        Assert.Null(Verdict(idle with { DecidedAt = Now.AddMinutes(-9) }).Step);
        Assert.NotNull(Verdict(idle with { DecidedAt = Now.AddMinutes(-10) }).Step);
    }

    public static TheoryData<string, string, object> Obstacles => new()
    {
        { "range", "4 are as many as are allowed", (RoleStanding r, MachineStanding m) => (r with { Engineers = [.. Enumerable.Range(1, 4).Select(n => Busy($"developer-{n}"))], Waiting = 20 }, m) },
        { "project", "the project's 10 agents", (RoleStanding r, MachineStanding m) => (r with { ProjectAgents = 10 }, m) },
        { "agents", "30 agents of this machine", (RoleStanding r, MachineStanding m) => (r, m with { Agents = 30 }) },
        { "load", "load for each processor is 2.1, above 2.0", (RoleStanding r, MachineStanding m) => (r, m with { Load = 2.1 }) },
        { "memory", "1000 MiB of memory are available, less than 1024 MiB", (RoleStanding r, MachineStanding m) => (r, m with { MemoryAvailable = 1000L << 20 }) },
        { "unknown", "could not be looked", (RoleStanding r, MachineStanding m) => (r, m with { Load = 0, MemoryAvailable = long.MaxValue, Unknown = "no /proc" }) },
        { "usage-limit", "wait for a usage limit", (RoleStanding r, MachineStanding m) => (r with { Engineers = [Busy("developer-1") with { IsLimited = true }] }, m) },
    };

    [Theory, MemberData(nameof(Obstacles))]
    public void Nobody_is_added_where_there_is_no_room_or_it_cannot_be_seen_and_it_is_said(string cause, string words, object change)
    {
        var (role, machine) = ((Func<RoleStanding, MachineStanding, (RoleStanding, MachineStanding)>)change)(Role([Busy("developer-1")], 9, 60) with { PressedSince = Now.AddHours(-1) }, Roomy);
        var verdict = ScalingPolicy.Decide(new ScalingSnapshot(Now, machine, [role]), Rules);

        Assert.Null(verdict.Step);
        var held = Assert.Single(verdict.Held);
        Assert.Equal(cause, held.Cause);
        Assert.Contains(words, held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_cannot_be_seen_or_has_no_room_ends_nobody_and_keeps_nobody_from_leaving()
    {
        var idle = Role([Free("developer-1", 60, ""), Free("developer-2", 60, "")]);
        var blind = Roomy with { Unknown = "no /proc" };

        Assert.Equal("developer-2", ScalingPolicy.Decide(new ScalingSnapshot(Now, blind, [idle]), Rules).Step!.Leaves?.Value);
        Assert.Null(ScalingPolicy.Decide(new ScalingSnapshot(Now, Roomy with { Load = 50, MemoryAvailable = 0 }, [idle with { Engineers = [Busy("developer-1"), Busy("developer-2")] }]), Rules).Step);
    }

    [Fact]
    public void The_newest_that_has_been_idle_for_long_and_has_nothing_to_lose_is_ended()
    {
        var step = Verdict(Role([Free("developer-1", 60, ""), Free("developer-2", 45, ""), Free("developer-3", 29, "")])).Step!;

        Assert.Equal("developer-2", step.Leaves?.Value);
        Assert.Equal("developer-2 has had nothing to do for 45m, no task waits for a developer, and all of its work has landed.", step.Reason);
    }

    [Fact]
    public void One_whose_work_was_not_looked_at_or_has_not_landed_stays()
    {
        Assert.Null(Verdict(Role([Free("developer-1", 60), Free("developer-2", 60)])).Step);

        var verdict = Verdict(Role([Busy("developer-1"), Free("developer-2", 60, "2 files are in no commit")]));
        Assert.Null(verdict.Step);
        Assert.Equal(("work", "developer-2 has had nothing to do for 1h, but 2 files are in no commit."), (verdict.Held[0].Cause, verdict.Held[0].Reason));
    }

    [Theory]
    [InlineData(1, 0, 1)] // the least
    [InlineData(2, 1, 0)] // a task waits
    [InlineData(2, 0, 2)] // two are to stay
    public void Nobody_is_ended_below_the_least_or_while_a_task_waits(int engineers, int waiting, int least)
    {
        var role = Role([.. Enumerable.Range(1, engineers).Select(n => Free($"developer-{n}", 60, ""))], waiting, 1) with { Least = least };

        Assert.Empty(ScalingPolicy.Leaving(role, Rules, Now));
    }

    [Fact]
    public void A_failed_engineer_is_not_ended_and_does_not_count_as_one_that_stays()
    {
        var failed = Busy("developer-1") with { IsUp = false };

        Assert.Empty(ScalingPolicy.Leaving(Role([failed, Free("developer-2", 60, "")]), Rules, Now));
    }

    [Fact]
    public void Of_several_projects_the_one_whose_task_waits_longest_is_first_and_one_step_is_taken_at_a_time()
    {
        var (shop, bank) = (Role([Busy("developer-1")], 9, 20) with { PressedSince = Now.AddHours(-1) }, Role([Busy("developer-1")], 3, 40) with { Project = new ProjectName("bank"), PressedSince = Now.AddHours(-1) });

        Assert.Equal("bank", ScalingPolicy.Decide(new ScalingSnapshot(Now, Roomy, [shop, bank]), Rules).Step!.Project.Value);
    }

    private static ScalingVerdict Verdict(RoleStanding role) => ScalingPolicy.Decide(new ScalingSnapshot(Now, Roomy, [role]), Rules);

    private static RoleStanding Role(IReadOnlyList<EngineerStanding> engineers, int waiting = 0, int minutes = 0) => new(
        Some.Shop, "developer", Least: 1, Most: 4, engineers, waiting, waiting == 0 ? null : Now.AddMinutes(-minutes), ProjectAgents: engineers.Count + 1, ProjectMost: 10);

    private static EngineerStanding Busy(string name) => new(new AgentName(name), IsUp: true, IsLimited: false, FreeSince: null);

    private static EngineerStanding Free(string name, int minutes, string? work = null) => new(new AgentName(name), IsUp: true, IsLimited: false, Now.AddMinutes(-minutes), work);
}
