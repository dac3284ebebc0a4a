using Akka.Actor;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Messaging;
using static Orchestrator.Agents.CheckIns.PromptMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Lifecycle;

// What its prompts take from the project's budget of an hour.
public abstract partial class AgentActor<TState>
{
    private static readonly TimeSpan _promptPatience = TimeSpan.FromSeconds(5);

    private string? _requested;
    private DateTimeOffset? _budgetUntil;

    private bool IsBudgetSpent => _budgetUntil > Now;

    /// <summary>Who keeps the project's budget of prompts; <c>null</c>: nobody.</summary>
    protected virtual IActorRef? Budget => Context.Parent;

    private void HandleBudget()
    {
        Command<PromptGranted>(granted => OnGranted(granted.MessageId));
        Command<PromptDenied>(OnDenied);
        Command<NoWordOfBudget>(m => OnGranted(m.MessageId));
        Command<BudgetFree>(_ => TryDeliver());
    }

    // To be told before anything is asked for, also where there is nothing to tell.
    private void TellPromptsGiven()
    {
        if (CheckIns.PerHour is not null) Budget?.Tell(new PromptsGiven(Target, [.. Agent.Mailbox.Begun.Where(at => at > Now - PromptBudget.Window)]));
    }

    /// <summary>What is to be delivered next: what the budget holds back lets others by.</summary>
    private Message? NextPrompt() => IsBudgetSpent ? Agent.Mailbox.Waiting.Find(IsExempt) : Agent.Mailbox.Waiting[0];

    private static bool IsExempt(Message message) => message.Urgent || message.Kind is MessageKind.Brief || message.From == UserInbox.Name;

    private void TakePrompt(Message message)
    {
        if (CheckIns.PerHour is null || Budget is not { } budget)
        {
            HandleOwn(new BeginDelivery(Agent.Life.Incarnation));
        }
        else if (_requested is null)
        {
            _requested = message.Id;
            budget.Tell(new RequestPrompt(message.Id, IsExempt(message)));
            Timers.StartSingleTimer(nameof(NoWordOfBudget), new NoWordOfBudget(message.Id), _promptPatience);
        }
    }

    private void OnGranted(string messageId)
    {
        if (_requested != messageId) return;
        _requested = null;
        Timers.Cancel(nameof(NoWordOfBudget));
        if (_held is not null && _budgetUntil is not null) _held = null;
        if (!IsBudgetSpent) _budgetUntil = null;
        if (_terminal is not null && Agent.Mailbox.Waiting.Find(m => m.Id == messageId) is { } message && Takes(message))
            HandleOwn(new BeginDelivery(Agent.Life.Incarnation, messageId));
    }

    private void OnDenied(PromptDenied denied)
    {
        if (_requested != denied.MessageId) return;
        _requested = null;
        Timers.Cancel(nameof(NoWordOfBudget));
        _budgetUntil = denied.Until;
        _held = $"{denied.MessageId} is held: the project's {CheckIns.PerHour} prompts of an hour are used up until {denied.Until:HH:mm:ss}Z";
        var wait = denied.Until - Now;
        Timers.StartSingleTimer(nameof(BudgetFree), BudgetFree.Instance, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        TryDeliver();
        Show();
    }

    private sealed record BudgetFree
    {
        public static readonly BudgetFree Instance = new();
    }

    private sealed record NoWordOfBudget(string MessageId);
}
