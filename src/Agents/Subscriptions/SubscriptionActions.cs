using Akka.Actor;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Sessions;
using Orchestrator.Runtime.Persistence;
using System.Globalization;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Carries out actions: commands as processes, messages through the orchestrator, the rest by what is done with sessions and panes.</summary>
/// <param name="orchestrator">The one way in for messages.</param>
/// <param name="sessions">Operations on panes.</param>
/// <param name="commands">Runs commands.</param>
/// <param name="patience">How long the answer to a message may take.</param>
public sealed class SubscriptionActions(IActorRef orchestrator, SessionServices sessions, CommandRunner commands, TimeSpan patience) : IActionRunner
{
    /// <inheritdoc/>
    public async Task<ActionOutcome> RunAsync(Subscription subscription, Firing firing, CancellationToken cancellation)
    {
        try
        {
            return subscription.Action.Kind switch
            {
                ActionKind.Run => await commands.RunAsync(subscription, firing, cancellation),
                ActionKind.Send => await SendAsync(subscription, firing, cancellation),
                ActionKind.Spawn => await SpawnAsync(subscription, firing, cancellation),
                ActionKind.Close => await CloseAsync(subscription, cancellation),
                ActionKind.Keys => await TypeAsync(subscription, cancellation),
                _ => new ActionOutcome("done"),
            };
        }
        catch (SessionException e)
        {
            return new ActionOutcome("failed", Detail: e.Message);
        }
    }

    private async Task<ActionOutcome> SendAsync(Subscription subscription, Firing firing, CancellationToken cancellation)
    {
        if (!AgentTarget.TryParse(subscription.Action.Target!, out var target, out var problem)) return new ActionOutcome("failed", Detail: problem);
        var key = string.Create(CultureInfo.InvariantCulture, $"{subscription.Id}/{firing.Number}"); // the same message again is known
        var text = $"{subscription.Action.Text}\n\n{SubscriptionText.Describe(subscription, firing)}";
        var answer = await orchestrator.Ask<object>(
            new OrchestrationMessages.ToAgent(target, new MessagingMessages.SendMessage(subscription.CreatedBy, text, key)), patience, cancellation);
        return answer switch
        {
            MessagingMessages.MessageAccepted accepted => new ActionOutcome("done", Detail: accepted.Message.Id),
            Rejected rejected => new ActionOutcome("failed", Detail: rejected.Reason),
            _ => new ActionOutcome("failed", Detail: $"An unexpected answer: {answer.GetType().Name}."),
        };
    }

    private async Task<ActionOutcome> SpawnAsync(Subscription subscription, Firing firing, CancellationToken cancellation)
    {
        var (session, _) = await PlaceOfAsync(subscription, cancellation);
        var label = subscription.Action.Label;
        var isTaken = label is not null && (await sessions.Directory.SessionAsync(session, cancellation)).Panes.Any(p => p.Label == label);
        if (isTaken) label = string.Create(CultureInfo.InvariantCulture, $"{label}-{firing.Number}");
        var pane = await sessions.Panes.CreateAsync(
            new NewPane(session, label, subscription.Action.Text, Environment: SubscriptionText.Variables(subscription, firing)), cancellation);
        return new ActionOutcome("done", Detail: pane.Id);
    }

    private async Task<ActionOutcome> CloseAsync(Subscription subscription, CancellationToken cancellation)
    {
        try
        {
            var (session, pane) = await PlaceOfAsync(subscription, cancellation);
            await sessions.Panes.KillAsync(session, pane, force: false, cancellation);
        }
        catch (SessionException e) when (e.Code == RejectionCode.NotFound)
        {
            // It is gone, as was wanted.
        }

        return new ActionOutcome("done");
    }

    private async Task<ActionOutcome> TypeAsync(Subscription subscription, CancellationToken cancellation)
    {
        var (session, pane) = await PlaceOfAsync(subscription, cancellation);
        await sessions.Panes.SendKeysAsync(session, pane, subscription.Action.Keys!, literal: false, cancellation);
        return new ActionOutcome("done");
    }

    /// <summary>Where the pane is now: it may have been moved, and its session renamed.</summary>
    /// <exception cref="SessionException">It is gone.</exception>
    private async Task<(string Session, string Pane)> PlaceOfAsync(Subscription subscription, CancellationToken cancellation)
    {
        var server = await sessions.Directory.ServerAsync(cancellation);
        return await server.FindPaneAsync(subscription.Pane.PaneId, cancellation) is { } info && info.Pid == subscription.Pane.Pid
            ? (info.SessionName, info.PaneId)
            : throw new SessionException(RejectionCode.NotFound, $"Pane {subscription.Pane.Name} of session {subscription.Pane.Session} is gone.");
    }
}
