using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.SpecMessages;

namespace Orchestrator.Agents.Tests.Work;

public sealed class SpecUpdateTests
{
    private const string First = "GOAL: Sell tea.\nCONSTRAINTS:\n- no cookies\nDELIVERABLES:\n- a till\n- a cart\nSUCCESS CRITERIA:\n- tests pass\n";

    private static WorkScenario Launched(AssignmentMode assignment = AssignmentMode.Manager) => new WorkScenario(assignment) { Launched = new SpecVersion(1, "/s/spec.md", First) }.Add("a till").Add("a cart");

    private static UpdateSpec Update(string text) => new("/s/spec.md", text, "user");

    [Fact]
    public void New_deliverables_become_tasks_and_the_manager_alone_is_told()
    {
        var work = Launched();
        work.Notices.Clear();
        var update = Update(First.Replace("- a cart\n", "- a cart\n- an invoice\n", StringComparison.Ordinal));
        var accepted = Assert.IsType<SpecAccepted>(work.Decide(update).Reply);
        work.When(update);

        Assert.Equal((2, "project-manager", "T3"), (accepted.Revision, Assert.Single(accepted.Told).Value, Assert.Single(accepted.Tasks)));
        Assert.Equal(["+ deliverable: an invoice"], accepted.Changes);
        Assert.Equal(("an invoice", "spec"), (work["T3"].Title, work["T3"].CreatedBy));
        Assert.Equal(["project-manager: The spec was changed by user; it stands in /s/spec.md."], work.Notices);
        Assert.Contains("New tasks: T3 an invoice.", work.State.Outbox[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_again_tells_nobody_and_the_way_back_is_a_change_of_its_own()
    {
        var work = Launched();
        var other = Update(First.Replace("Sell tea.", "Sell coffee.", StringComparison.Ordinal));
        work.When(other);
        var told = work.Notices.Count;

        Assert.Empty(work.Decide(other).Events);
        Assert.Equal(2, Assert.IsType<SpecAccepted>(work.Decide(other).Reply).Revision);
        work.When(other);
        Assert.Equal(told, work.Notices.Count);
        Assert.Empty(Launched().Decide(Update(First + "\n")).Events);

        work.When(Update(First));
        Assert.Equal((3, First.Trim()), (work.State.Spec!.Revision, work.State.Spec.Body.Trim()));
        Assert.Equal(2, work.State.Board.Tasks.Count); // what was asked for before has its tasks
    }

    [Fact]
    public void What_concerns_everybody_is_told_to_everybody()
    {
        foreach (var (from, to) in new[] { ("Sell tea.", "Sell coffee."), ("- no cookies", "- no JavaScript"), ("- tests pass", "- tests pass twice") })
        {
            var accepted = (SpecAccepted)Launched().Decide(Update(First.Replace(from, to, StringComparison.Ordinal))).Reply!;
            Assert.Equal(["project-manager", "developer-1", "developer-2", "tester"], accepted.Told.Select(a => a.Value));
        }
        Assert.Equal("project-manager", Assert.Single(((SpecAccepted)Launched().Decide(Update(First + "# Background\nOld.\n")).Reply!).Told).Value);
    }

    [Fact]
    public void The_owner_of_a_task_that_is_no_longer_asked_for_is_told_and_nothing_is_ended()
    {
        var work = Launched();
        work.When(new AssignTask("T2", new AgentName("developer-2"), "shop:project-manager"));
        work.When(Update(First.Replace("- a cart\n", "", StringComparison.Ordinal)));

        var told = work.State.Outbox.Where(n => n.Key.StartsWith("spec:", StringComparison.Ordinal)).ToDictionary(n => n.To.Value, n => n.Text);
        Assert.Equal(["developer-2", "project-manager"], told.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("T2 (a cart) is no longer asked for.", told["developer-2"], StringComparison.Ordinal);
        Assert.Contains("T2 a cart (developer-2's)", told["project-manager"], StringComparison.Ordinal);
        Assert.Equal(TaskState.Assigned, work["T2"].State);
    }

    [Fact]
    public void A_new_task_is_given_at_once_where_Orchestrator_assigns()
    {
        var work = Launched(AssignmentMode.Runtime);
        work.When(Update(First.Replace("- a cart\n", "", StringComparison.Ordinal).Replace("- a till\n", "- a till\n- stock\n", StringComparison.Ordinal)));
        work.Complete("T1");
        Assert.NotNull(work["T3"].Owner);
    }

    [Fact]
    public void A_spec_without_a_goal_or_with_too_much_is_refused_and_changes_nothing()
    {
        var work = Launched();
        work.Refuses(Update("DELIVERABLES:\n- a\n"), "no goal", RejectionCode.Invalid);
        work.Refuses(Update(First + "## Deliverables\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"- part {i}\n"))), "orchestrator.tasks.max");
        Assert.Null(work.State.Spec);
    }

    [Fact]
    public void Another_line_break_is_no_difference()
    {
        Spec Of(string text) => SpecParser.Parse(text, "s").Spec!;
        Assert.True(SpecDifference.Between(Of(First), Of(First.Replace("GOAL: Sell tea.", "GOAL:\n\nSell tea.", StringComparison.Ordinal))).IsEmpty);
        Assert.Equal(["~ goal: Sell coffee.", "+ constraint: fast", "- constraint: no cookies"],
            SpecDifference.Between(Of(First), Of(First.Replace("tea", "coffee", StringComparison.Ordinal).Replace("no cookies", "fast", StringComparison.Ordinal))).Lines);
    }
}
