using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.PermissionRequests;

/// <summary>The requests for permission of one agent, one at a time as its CLI shows them. Pure.</summary>
public sealed record PermissionBook
{
    /// <summary>The number of the newest one; 0 before the first.</summary>
    public long LastNumber { get; init; }

    /// <summary>The one that waits.</summary>
    public PermissionRequest? Pending { get; init; }

    /// <summary>The option that was decided on and may not be taken yet.</summary>
    public DialogOption? Answer { get; init; }

    /// <param name="command">What it is told.</param>
    /// <param name="asker">Who asks; its tool is left to the command.</param>
    /// <param name="rules">What is decided without asking anybody.</param>
    /// <param name="now">The time.</param>
    internal Decision Decide(IPermissionCommand command, RuleSubject asker, PermissionRules rules, DateTimeOffset now) => command switch
    {
        RecordDialog c => Record(c, asker, rules, now),
        DecideToolUse c => ToolUsed(c, asker.Target, rules.Decide(asker with { Tool = c.Tool }), now),
        RecordDialogGone => Pending is { } gone ? Decision.Accept(new PermissionEnded(gone.Id, now)) : Decision.Nothing,
        AnswerPermission c => Answered(c, asker.Target, now),
        ReturnPermission c => Pending?.Id == c.Id && Answer is not null ? Decision.Accept(new PermissionReturned(c.Id, c.Reason, now)) : Decision.Nothing,
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    internal PermissionBook Apply(IPermissionEvent @event) => @event switch
    {
        PermissionAsked e => this with { LastNumber = e.Request.Number, Pending = e.Request, Answer = null },
        PermissionAnswered e => this with { Answer = e.Option },
        PermissionDecided e => this with { LastNumber = e.Permission.Number },
        PermissionReturned => this with { Answer = null },
        PermissionEnded => this with { Pending = null, Answer = null },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    // An answer that was decided before the daemon ended is not given now: the dialog may be a second one that asks the same.
    private Decision Record(RecordDialog c, RuleSubject asker, PermissionRules rules, DateTimeOffset now)
    {
        var (verdict, option) = ByRules(rules.Decide(asker with { Tool = c.Tool }), c.Dialog);
        var by = verdict.Rule is { } rule ? $"rule {rule}" : "rules";
        if (Pending is { } known && Answer is null && known.Incarnation == c.Incarnation && known.Dialog == c.Dialog)
            return known.Tool is null && c.Tool is not null && option is not null ? Decision.Accept(new PermissionAnswered(known.Id, option, by, now)) : Decision.Nothing; // its hook came after the screen
        var request = new PermissionRequest($"{asker.Target}+{LastNumber + 1}", LastNumber + 1, asker.Target, c.Incarnation, c.Dialog, now, c.Tool?.Cut(), verdict);
        List<IEvent> events = [];
        if (Pending is { } before) events.Add(new PermissionEnded(before.Id, now));
        events.Add(new PermissionAsked(request, now));
        if (option is not null) events.Add(new PermissionAnswered(request.Id, option, by, now));
        return Decision.Accept(events);
    }

    // A dialog whose options do not tell which one is meant is asked about, whatever the rules say.
    private static (RuleVerdict Verdict, DialogOption? Option) ByRules(RuleVerdict verdict, ScreenDialog dialog)
    {
        if (verdict.Decision is PermissionDecision.Ask) return (verdict, null);
        return DialogAnswer.Choose(dialog, verdict.Decision is PermissionDecision.Allow, null) is { } option
            ? (verdict, option)
            : (verdict with { Decision = PermissionDecision.Ask, Reason = $"no single option of the dialog is meant by {verdict.Reason}" }, null);
    }

    private Decision ToolUsed(DecideToolUse c, AgentTarget self, RuleVerdict verdict, DateTimeOffset now)
    {
        var answer = new ToolVerdict(verdict);
        return verdict.Decision is PermissionDecision.Ask
            ? Decision.Nothing.Answer(answer)
            : Decision.Accept(new PermissionDecided(new DecidedPermission($"{self}+{LastNumber + 1}", LastNumber + 1, self, c.Incarnation, c.Tool.Cut(), verdict), now)).Answer(answer);
    }

    private Decision Answered(AnswerPermission c, AgentTarget self, DateTimeOffset now)
    {
        if (Pending is not { } request || request.Id != c.Id)
            return Decision.Reject(Rejected.NotFound($"{c.Id} does not wait for an answer.", Pending is { } other ? $"{self} waits for {other.Id}." : "Those that do: orc permissions list"));
        if (Answer is { } given)
            return Decision.Reject(Rejected.Refused($"{c.Id} is being answered with \"{given.Label}\" just now."));
        if (DialogAnswer.Choose(request.Dialog, c.Allow, c.Label) is not { } option)
        {
            return Decision.Reject(Rejected.Refused(
                request.Dialog.Options.Count == 0 ? $"The options of {c.Id} cannot be read from its screen." : $"No single option of {c.Id} is meant by that. It has: {Labels(request)}.",
                request.Dialog.Options.Count == 0 ? $"Answer it there: orc attach {self}" : $"Name one: orc permissions allow {c.Id} --option \"{request.Dialog.Options[0].Label}\""));
        }

        return Decision.Accept(new PermissionAnswered(c.Id, option, c.By, now)).Answer(new PermissionAccepted(request, option));
    }

    private static string Labels(PermissionRequest request) => string.Join(", ", request.Dialog.Options.Select(o => $"\"{o.Label}\""));
}
