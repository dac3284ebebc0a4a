using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests;
using System.Text;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>The messages that Orchestrator itself writes to an agent.</summary>
internal static class Notices
{
    private const string Self = "orchestrator";

    public static SendMessage Brief(string brief) => new(Self, brief, Kind: MessageKind.Brief);

    public static SendMessage BriefAgain(AgentLifecycle life, Mailbox mailbox)
    {
        var text = new StringBuilder();
        text.Append("You were started again. ").Append(life.Detail ?? "Your last process was ended.");
        text.Append(" Your files are as you left them; look at them before you go on. Your brief follows.\n\n");
        text.Append(life.Definition!.Brief);
        if (!mailbox.Delivered.IsEmpty)
        {
            text.Append("\n\nWhat you were sent before, newest last:\n");
            foreach (var message in mailbox.Delivered)
                text.Append("- ").Append(message.Number).Append(" from ").Append(message.From).Append(": ").Append(message.Text.ReplaceLineEndings(" ")).Append('\n');
        }

        return new SendMessage(Self, text.ToString().TrimEnd(), Kind: MessageKind.Brief);
    }

    /// <summary>The key of <see cref="Continue"/> while it waits.</summary>
    public const string ContinueKey = "continue";

    public static SendMessage Continue(string text) => new(Self, text, ContinueKey, MessageKind.Notice, Urgent: true);

    public static SendMessage MemberOverdue(AgentTarget member, DateTimeOffset since, string text) => new(
        Self, $"{text} Nothing was ended. Look at it, and decide: orc agent restart {member}", $"overdue:{member}:{since:o}", MessageKind.Notice);

    public static SendMessage MemberRefused(AgentTarget member, int incarnation, string text) => new(
        Self,
        $"The credentials of {member} were refused: {text}\nIt is not started again by itself, and nothing is typed to it. When somebody has signed in again: orc agent restart {member}",
        $"refused:{member}:{incarnation}",
        MessageKind.Notice,
        Urgent: true);

    // A message of a check-in carries the check-in's id as its key only while it waits; see AgentState.FireDue.
    public static SendMessage CheckIn(CheckIn checkIn, string? remark = null) =>
        new(checkIn.ScheduledBy, remark is null ? checkIn.Note : $"{checkIn.Note}\n{remark}", checkIn.Id, MessageKind.CheckIn);

    public static ScheduleCheckIn DefaultCheckIn(AgentDefinition definition, TimeSpan every) => new(
        new CheckInSchedule(Every: every),
        definition.Role == "developer"
            ? "Check in: what is done, what is next, what blocks you? Commit what works now, then say so with: orc report"
            : "Check in: what is done, what is next, what blocks you? Say it with: orc report",
        Self);

    public static SendMessage MemberAsks(PermissionRequest request) => new(
        Self,
        $"{request.Target} waits for a permission:\n{request.Dialog.Question}\nIts options: {string.Join(" / ", request.Dialog.Options.Select(o => o.Label))}\n"
        + $"Decide by your rules, or ask the user. Allow it once: orc permissions allow {request.Id}   Refuse it: orc permissions deny {request.Id}",
        $"permission:{request.Id}",
        MessageKind.Notice,
        Urgent: true);

    public static SendMessage MemberFailed(AgentTarget member, int incarnation, string reason) => new(
        Self,
        $"{member} has failed and is not started again by itself. {reason} See its window, mend the cause, then: orc agent restart {member}",
        $"failed:{member}:{incarnation}",
        MessageKind.Notice,
        Urgent: true);
}
