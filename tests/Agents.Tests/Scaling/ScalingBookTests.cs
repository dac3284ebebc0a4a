using Orchestrator.Agents.Scaling;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using Xunit;
using static Orchestrator.Agents.Scaling.ScalingEvents;
using static Orchestrator.Agents.Scaling.ScalingMessages;

namespace Orchestrator.Agents.Tests.Scaling;

public sealed class ScalingBookTests
{
    private static readonly ScalingStep Grow = new(Some.Shop, "developer", null, "5 tasks wait.");
    private static readonly HeldBack Short = new(Some.Shop, "developer", "memory", "5 tasks wait, but memory is short.");

    private ScalingBook _book = new();
    private DateTimeOffset _now = Some.Noon;

    [Fact]
    public void One_step_is_under_way_at_a_time_and_its_outcome_is_remembered_once()
    {
        Assert.IsType<ScalingDecided>(Assert.Single(When(new TakeVerdict(new ScalingVerdict(Grow, [])))));
        Assert.Empty(When(new TakeVerdict(new ScalingVerdict(Grow, []))));
        Assert.Empty(When(new CompleteStep(7, new AgentName("developer-2"))));

        When(new CompleteStep(1, new AgentName("developer-2")));
        Assert.Empty(When(new CompleteStep(1, new AgentName("developer-2"))));
        Assert.Null(_book.UnderWay);
        Assert.Equal((1, "developer-2", null), (_book.Decisions[0].Number, _book.Decisions[0].Agent?.Value, _book.Decisions[0].Problem));
        Assert.Equal(Some.Noon, _book.DecidedAt["shop/developer"]);
    }

    [Fact]
    public void A_step_that_is_not_done_keeps_its_reason_and_lets_the_next_one_come()
    {
        When(new TakeVerdict(new ScalingVerdict(Grow, [])));
        When(new DropStep(1, "the disk is full"));

        Assert.Equal("the disk is full", _book.Decisions[0].Problem);
        Assert.Equal(2, Assert.IsType<ScalingDecided>(Assert.Single(When(new TakeVerdict(new ScalingVerdict(Grow, []))))).Number);
    }

    [Fact]
    public void What_is_held_back_is_stored_when_its_cause_changes_and_again_only_after_an_hour()
    {
        Assert.Single(When(new TakeVerdict(new ScalingVerdict(null, [Short]))));
        Assert.Empty(When(new TakeVerdict(new ScalingVerdict(null, [Short with { Reason = "other figures" }]))));
        Assert.Single(When(new TakeVerdict(new ScalingVerdict(null, [Short with { Cause = "load" }]))));
        _now += TimeSpan.FromHours(1);
        Assert.Single(When(new TakeVerdict(new ScalingVerdict(null, [Short with { Cause = "load" }]))));

        When(new TakeVerdict(new ScalingVerdict(Grow, [])));
        Assert.Single(When(new TakeVerdict(new ScalingVerdict(null, [Short with { Cause = "load" }])))); // news again after a change of the team
    }

    [Fact]
    public void It_comes_back_from_its_snapshot_as_it_was()
    {
        When(new TakeVerdict(new ScalingVerdict(null, [Short])));
        When(new TakeVerdict(new ScalingVerdict(Grow with { Leaves = new AgentName("developer-2") }, [])));
        When(new TakeVerdict(new ScalingVerdict(null, [Short])));

        var stored = JsonSerializer.Serialize(_book, EventJson.Options);
        var again = JsonSerializer.Deserialize<ScalingBook>(stored, EventJson.Options)!;
        Assert.Equal(stored, JsonSerializer.Serialize(again, EventJson.Options));
        Assert.Equal((_book.UnderWay, _book.DecidedAt["shop/developer"], _book.Held["shop/developer"]), (again.UnderWay, again.DecidedAt["shop/developer"], again.Held["shop/developer"]));
    }

    private IReadOnlyList<IEvent> When(ICommand command)
    {
        var events = _book.Decide(command, _now).Events;
        _book = events.Aggregate(_book, (book, e) => book.Apply(e));
        return events;
    }
}
