using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Journal;
using static Orchestrator.Agents.Inbox.UserInboxMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Api.Server;

/// <summary>Sending, answering and reading messages.</summary>
internal sealed class MessageRoutes(AgentGateway agents, UserInboxAsk inbox, MessageHistory history, JournalReader journal, JournalSignal signal, TimeProvider clock)
{
    private const int MaxLimit = 10_000;
    private const int Page = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    internal async Task SendAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.SendRequest);
        ApiCall.Key(request.Key);
        if (request.WaitSeconds is { } wait && !(wait > 0 && wait <= LongestWait.TotalSeconds))
            throw ApiFault.Invalid($"wait_seconds is {wait}; above 0 and up to a day is possible.");
        var from = Sender(call, request.From);
        if (request.To == UserInbox.Name)
        {
            await call.AnswerAsync(new MessageAnswer(await TellUserAsync(from, request.Text, null, request.Key)), ApiJson.Default.MessageAnswer);
            return;
        }
        var target = ApiCall.Target(request.To);
        call.Demand(Operation.Write, target);
        var before = request.WaitSeconds is null ? 0 : journal.LastSequence();
        var message = await SendAsync(target, new SendMessage(from, request.Text, request.Key, Urgent: request.Urgent));
        if (request.WaitSeconds is { } seconds)
            message = await OutcomeAsync(message, before, TimeSpan.FromSeconds(seconds), call.Cancel);
        await call.AnswerAsync(new MessageAnswer(message), ApiJson.Default.MessageAnswer);
    }

    internal async Task BroadcastAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.BroadcastRequest);
        ApiCall.Key(request.Key);
        if (request.All == (request.Project is not null))
            throw ApiFault.Invalid("A broadcast is for one project or for all; exactly one of the two is said.");
        var from = Sender(call, request.From);
        ProjectName? project = request.Project is { } name ? ApiCall.Project(name) : null;
        call.Demand(project is null ? Operation.Administer : Operation.Write, project is { } p ? AgentTarget.ManagerOf(p) : AgentTarget.Orchestrator);
        if (project is { } one) await agents.ProjectAsync(one);

        var receivers = (await agents.LookAsync()).Agents.Values
            .Where(a => a.Role != AgentDefinition.WindowRole)
            .Select(a => a.Target)
            .Where(t => project is null || t.Project == project)
            .Where(t => t.ToString() != from)
            .OrderBy(t => t.ToString(), StringComparer.Ordinal);
        var messages = new List<MessageInfo>();
        foreach (var receiver in receivers)
            messages.Add(await SendAsync(receiver, new SendMessage(from, request.Text, request.Key, Urgent: request.Urgent)));
        await call.AnswerAsync(new MessagesAnswer(messages), ApiJson.Default.MessagesAnswer);
    }

    internal async Task ReplyAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.ReplyRequest);
        ApiCall.Key(request.Key);
        var asked = history.Find(request.Id)
            ?? throw ApiFault.NotFound($"There is no message {request.Id}.", "Ids look like shop:developer#17; those there are: orc messages");
        var from = call.Caller.Name;
        if (call.Caller.Agent is { } agent && asked.To != agent.ToString() && asked.From != agent.ToString())
            call.Demand(Operation.WriteAs, asked.To == UserInbox.Name ? AgentTarget.Orchestrator : AgentTarget.Parse(asked.To));
        var to = asked.From == from ? asked.To : asked.From;
        if (to == UserInbox.Name)
        {
            await call.AnswerAsync(new MessageAnswer(await TellUserAsync(from, request.Text, request.Id, request.Key)), ApiJson.Default.MessageAnswer);
            return;
        }
        var target = ApiCall.Target(to);
        call.Demand(Operation.Write, target);
        var message = await SendAsync(target, new SendMessage(from, request.Text, request.Key, InReplyTo: request.Id));
        await call.AnswerAsync(new MessageAnswer(message), ApiJson.Default.MessageAnswer);
    }

    internal async Task ShowAsync(ApiCall call)
    {
        var id = call.Path("id");
        var message = history.Find(id) ?? throw ApiFault.NotFound($"There is no message {id}.", "Ids look like shop:developer#17; those there are: orc messages");
        if (message.From != call.Caller.Name && message.To != call.Caller.Name)
            call.Demand(Operation.Read, AgentTarget.TryParse(message.To, out var receiver, out _) ? receiver : AgentTarget.Orchestrator);
        await call.AnswerAsync(new MessageAnswer(Receipts.Now(message, await agents.LookAsync())), ApiJson.Default.MessageAnswer);
    }

    internal async Task ListAsync(ApiCall call)
    {
        var limit = (int)call.Number("limit", 50, 0, MaxLimit);
        var concerns = await FilterAsync(call);
        var all = await agents.LookAsync();
        await call.AnswerAsync(new MessagesAnswer([.. history.Newest(concerns, limit).Select(message => Receipts.Now(message, all))]), ApiJson.Default.MessagesAnswer);
    }

    /// <summary>The newest messages, then every new one and every change of one's state.</summary>
    internal async Task FollowAsync(ApiCall call)
    {
        var limit = (int)call.Number("limit", 50, 0, MaxLimit);
        var concerns = await FilterAsync(call);
        await call.BeginStreamAsync();
        var place = journal.LastSequence();
        var known = history.Newest(concerns, limit).ToDictionary(m => m.Id);
        foreach (var message in known.Values)
            await call.StreamAsync(new MessageAnswer(message), ApiJson.Default.MessageAnswer);
        while (true)
        {
            await call.FlushAsync();
            var next = signal.Next;
            var rows = journal.ReadAfter(place, Page);
            foreach (var row in rows)
            {
                if (Track(row, known, concerns) is { } changed)
                    await call.StreamAsync(new MessageAnswer(changed), ApiJson.Default.MessageAnswer);
            }
            if (rows.Count > 0) place = rows[^1].Sequence;
            if (rows.Count < Page) await next.WaitAsync(call.Cancel);
        }
    }

    private MessageInfo? Track(JournalRow row, Dictionary<string, MessageInfo> known, Func<string, string, bool> concerns)
    {
        if (history.Read(row, out var added) is not { } said) return null;
        if (added is not null)
            return concerns(added.From, added.To) && known.TryAdd(added.Id, added) ? added : null;
        if (!known.TryGetValue(said.Id, out var message)) return null;
        var changed = MessageHistory.With(message, said.Outcome);
        if (said.Outcome.State is MessageState.Delivered or MessageState.Refused)
            known.Remove(said.Id); // nothing more comes of it
        else
            known[said.Id] = changed;
        return changed;
    }

    private async Task<Func<string, string, bool>> FilterAsync(ApiCall call)
    {
        var text = call.Query("target");
        if (text is null or UserInbox.Name)
        {
            call.Demand(call.Caller.Agent is null ? Operation.Look : Operation.Read, call.Caller.Agent ?? AgentTarget.Orchestrator);
            return text is null && call.Caller.Agent is not { IsOrchestrator: false } ? (_, _) => true
                : Concerns(text ?? call.Caller.Name);
        }
        var target = ApiCall.Target(text);
        call.Demand(Operation.Read, target);
        var wholeProject = !text.Contains(':', StringComparison.Ordinal) && !target.IsOrchestrator;
        if (wholeProject)
        {
            await agents.ProjectAsync(target.Project!.Value);
            var prefix = target.Project + ":";
            return (from, to) => from.StartsWith(prefix, StringComparison.Ordinal) || to.StartsWith(prefix, StringComparison.Ordinal);
        }
        await agents.AgentAsync(target);
        return Concerns(target.ToString());

        static Func<string, string, bool> Concerns(string who) => (from, to) => from == who || to == who;
    }

    private async Task<MessageInfo> OutcomeAsync(MessageInfo message, long after, TimeSpan timeout, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        try
        {
            for (var place = after; ;)
            {
                var next = signal.Next;
                var rows = journal.ReadAfter(place, Page);
                foreach (var row in rows)
                {
                    if (history.Read(row, out _) is { } said && said.Id == message.Id)
                        message = MessageHistory.With(message, said.Outcome);
                }
                if (message.State is "delivered" or "refused") return message;
                if (rows.Count > 0) place = rows[^1].Sequence;
                if (rows.Count < Page) await next.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return message;
        }
    }

    private async Task<MessageInfo> SendAsync(AgentTarget target, SendMessage command)
    {
        var accepted = await agents.TellAgentAsync<MessageAccepted>(target, command);
        var outcome = new MessageOutcome(accepted.State);
        // A repeated request: when it was delivered stands in the journal alone.
        if (accepted.State is not MessageState.Queued && history.Newest((_, to) => to == target.ToString(), 1000).FirstOrDefault(m => m.Id == accepted.Message.Id) is { } known)
            return known with { Text = null };
        return Describe.Message(accepted.Message, outcome) with { Text = null };
    }

    private async Task<MessageInfo> TellUserAsync(string from, string text, string? inReplyTo, string key)
    {
        var accepted = await inbox(new TellUser(from, text, inReplyTo, key));
        return new MessageInfo(accepted.Message.Id, from, UserInbox.Name, "delivered", accepted.At, accepted.At, "message", null, inReplyTo, false, null, null) { Receipt = Describe.Word(Receipt.Accepted) };
    }

    private static string Sender(ApiCall call, string? from)
    {
        if (from is null || from == call.Caller.Name) return call.Caller.Name;
        var target = ApiCall.Target(from);
        call.Demand(Operation.WriteAs, target);
        return target.ToString();
    }
}

/// <summary>Stores a message to the user.</summary>
internal delegate Task<UserMessageAccepted> UserInboxAsk(TellUser message);
