using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.Tests.PermissionRequests;

public sealed class PermissionBookTests
{
    private static readonly AgentTarget _self = AgentTarget.Parse("shop:developer");
    private static readonly ScreenDialog _touch = new("touch a?", [new("1", "Yes"), new("2", "No")]), _remove = new("rm a?", [new("1", "Yes"), new("2", "No")]);
    private PermissionBook _book = new();
    private PermissionRules _rules = PermissionRules.AskAlways;

    [Fact]
    public void A_dialog_is_asked_once_and_ends_when_it_is_gone()
    {
        Assert.Equal("shop:developer+1", Assert.IsType<PermissionAsked>(Assert.Single(Do(new RecordDialog(1, _touch)).Events)).Request.Id);
        Assert.Empty(Do(new RecordDialog(1, _touch with { })).Events);
        Assert.IsType<PermissionEnded>(Assert.Single(Do(new RecordDialogGone()).Events));
        Assert.Empty(Do(new RecordDialogGone()).Events);
        Assert.Null(_book.Pending);
    }

    [Fact]
    public void Another_dialog_or_another_incarnations_is_another_request()
    {
        Do(new RecordDialog(1, _touch));
        Assert.Equal(2, Do(new RecordDialog(1, _remove)).Events.Count);
        Do(new RecordDialog(2, _remove));
        Assert.Equal(("shop:developer+3", 2), (_book.Pending!.Id, _book.Pending.Incarnation));
    }

    [Fact]
    public void An_answer_takes_an_option_and_is_given_once()
    {
        Do(new RecordDialog(1, _touch));
        Assert.Equal("2", Assert.IsType<PermissionAnswered>(Assert.Single(Do(new AnswerPermission("shop:developer+1", false, null, "user")).Events)).Option.Key);
        Assert.Equal(RejectionCode.Refused, Do(new AnswerPermission("shop:developer+1", true, null, "user")).Rejection!.Code);

        Do(new ReturnPermission("shop:developer+1", "the CLI did not take it"));
        Assert.Single(Do(new AnswerPermission("shop:developer+1", true, null, "user")).Events);
    }

    [Fact]
    public void An_answer_to_what_does_not_wait_or_that_means_no_option_is_refused_with_the_way_out()
    {
        Assert.Equal(RejectionCode.NotFound, Do(new AnswerPermission("shop:developer+1", true, null, "user")).Rejection!.Code);
        Do(new RecordDialog(1, _touch));
        Assert.Equal(RejectionCode.NotFound, Do(new AnswerPermission("shop:developer+7", true, null, "user")).Rejection!.Code);
        Assert.Contains("\"Yes\", \"No\"", Do(new AnswerPermission("shop:developer+1", true, "perhaps", "user")).Rejection!.Reason, StringComparison.Ordinal);
        Do(new RecordDialog(1, new ScreenDialog("?", [])));
        Assert.Contains("orc attach", Do(new AnswerPermission("shop:developer+2", true, null, "user")).Rejection!.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_was_under_way_when_the_daemon_ended_is_asked_for_again_and_not_given()
    {
        Do(new RecordDialog(1, _touch));
        Do(new AnswerPermission("shop:developer+1", true, null, "user"));

        Do(new RecordDialog(1, _touch)); // seen by the next daemon

        Assert.Equal(("shop:developer+2", null), (_book.Pending!.Id, _book.Answer));
    }

    [Fact]
    public void A_dialog_that_the_rules_decide_is_answered_by_its_label_and_both_are_stored()
    {
        _rules = RuleTests.Rules("{ tool = Bash, command = touch a, decision = allow }, { decision = deny }");
        var events = Do(new RecordDialog(1, _touch, new ToolUse("Bash", "touch a", []))).Events;
        Assert.Equal("rule 1: allow tool \"Bash\", command \"touch a\"", Assert.IsType<PermissionAsked>(events[0]).Request.Verdict?.Reason);
        Assert.Equal(("Yes", "rule 1"), (Assert.IsType<PermissionAnswered>(events[1]).Option.Label, ((PermissionAnswered)events[1]).By));

        Do(new RecordDialogGone());
        Assert.Equal("No", Assert.IsType<PermissionAnswered>(Do(new RecordDialog(1, _remove, new ToolUse("Bash", "rm a", []))).Events[1]).Option.Label);
        Do(new RecordDialogGone());
        Assert.IsType<PermissionAsked>(Assert.Single(Do(new RecordDialog(1, new ScreenDialog("rm a?", [new("1", "Yes"), new("2", "Maybe")]))).Events));
        Assert.Equal(PermissionDecision.Ask, _book.Pending!.Verdict!.Decision);
    }

    [Fact]
    public void A_dialog_that_the_screen_shows_before_the_hook_tells_of_it_is_decided_then()
    {
        _rules = RuleTests.Rules("{ tool = Bash, command = touch a, decision = allow }");
        Do(new RecordDialog(1, _touch));
        var events = Do(new RecordDialog(1, _touch, new ToolUse("Bash", "touch a", []))).Events;
        Assert.Equal(("shop:developer+1", "Yes"), (Assert.IsType<PermissionAnswered>(Assert.Single(events)).Id, ((PermissionAnswered)events[0]).Option.Label));
        Do(new RecordDialogGone());

        Do(new RecordDialog(1, _remove));
        Assert.Empty(Do(new RecordDialog(1, _remove, new ToolUse("Bash", "rm a", []))).Events);
    }

    [Fact]
    public void A_dialog_of_which_only_the_screen_is_known_is_asked_about_where_a_rule_names_a_tool()
    {
        _rules = RuleTests.Rules("{ tool = Bash, decision = deny }, { role = developer, decision = allow }");
        Assert.IsType<PermissionAsked>(Assert.Single(Do(new RecordDialog(1, _touch)).Events));
        Assert.Contains("cannot be told", _book.Pending!.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_hook_asks_is_stored_once_it_is_decided_and_left_to_the_dialog_otherwise()
    {
        _rules = RuleTests.Rules("{ tool = Bash, command = \"git push *\", decision = deny }");
        var decided = Do(new DecideToolUse(1, new ToolUse("Bash", "git push --force", [])));
        Assert.Equal(("shop:developer+1", 1), (Assert.IsType<PermissionDecided>(Assert.Single(decided.Events)).Permission.Id, _book.LastNumber));
        Assert.Equal(PermissionDecision.Deny, Assert.IsType<ToolVerdict>(decided.Reply).Verdict.Decision);

        var asked = Do(new DecideToolUse(1, new ToolUse("Bash", "ls", [])));
        Assert.Equal((0, PermissionDecision.Ask), (asked.Events.Count, Assert.IsType<ToolVerdict>(asked.Reply).Verdict.Decision));
    }

    private Decision Do(IPermissionCommand command)
    {
        var decision = _book.Decide(command, new RuleSubject(_self, "developer", "/work", null), _rules, Some.Noon);
        _book = decision.Events.Cast<IPermissionEvent>().Aggregate(_book, (book, e) => book.Apply(e));
        return decision;
    }
}
