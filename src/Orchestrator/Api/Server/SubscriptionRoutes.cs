using Akka.Actor;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Api.Server;

/// <summary>Subscribing to panes, listing and cancelling, and what fired.</summary>
internal sealed class SubscriptionRoutes(IActorRef subscriptions, PaneFinder panes, SubscriptionLog log, SubscriptionOptions options, TimeSpan patience)
{
    private static readonly TimeSpan _watchPatience = TimeSpan.FromSeconds(3);

    private const int MostText = 64 << 10, MostKeys = 1000;

    internal async Task SubscribeAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.SubscribeRequest);
        var (kind, action) = (Word<SubscriptionKind>(request.Kind, "kind"), Action(request));
        var pattern = kind == SubscriptionKind.Pattern ? StreamRoutes.Pattern(request.Pattern ?? throw ApiFault.Invalid("A pattern needs its regular expression.")) : null;
        if (request.Rate is < 1 or > 1_000_000) throw ApiFault.Invalid($"The rate is {request.Rate}; 1 to 1000000 firings a second are possible.");
        var after = After(kind, request.AfterSeconds);
        Demand(call, request.Session, action);
        var pane = await StreamRoutes.FindAsync(call, panes, request.Session, request.Pane);
        var wanted = new Subscription(
            "", kind, new SubscribedPane(pane.ServerName, pane.Info.PaneId, pane.Info.Pid, pane.Info.SessionName, pane.Name),
            pattern?.Text, after, action, request.Once, request.IgnoreEcho, request.Rate ?? options.MaxPerSecond, call.Caller.Name, default, request.Key);
        var subscribed = await AgentGateway.AskAsync<Subscribed>(subscriptions, new Subscribe(wanted), patience);
        await WatchedAsync(subscribed.Subscription.Id);
        await call.AnswerAsync(new SubscriptionAnswer(Describe(new SubscriptionState(subscribed.Subscription)), pattern?.Warning), ApiJson.Default.SubscriptionAnswer);
    }

    // Whoever subscribed expects what is written from now on. A watch that takes longer is not waited for: it is stored, and tried until it holds.
    private async Task WatchedAsync(string id)
    {
        try
        {
            await AgentGateway.AskAsync<Watched>(subscriptions, new AwaitWatched(id), _watchPatience);
        }
        catch (ApiFault)
        {
        }
    }

    internal async Task ListAsync(ApiCall call)
    {
        var all = await VisibleAsync(call);
        await call.AnswerAsync(new SubscriptionsAnswer([.. all.Select(Describe)]), ApiJson.Default.SubscriptionsAnswer);
    }

    internal async Task CancelAsync(ApiCall call)
    {
        var id = call.Path("id");
        var state = (await VisibleAsync(call)).FirstOrDefault(s => s.Subscription.Id == id);
        if (state is not null && state.Subscription.CreatedBy != call.Caller.Name)
            call.Demand(Operation.Steer, StreamRoutes.TargetOf(state.Subscription.Pane.Session));
        else if (state is null && call.Caller.Agent is not null)
            throw ApiFault.NotFound($"There is no subscription {id} that you may see.");
        var cancelled = await AgentGateway.AskAsync<Cancelled>(subscriptions, new CancelSubscription(id, call.Caller.Name), patience);
        await call.AnswerAsync(new SubscriptionAnswer(Describe(new SubscriptionState(cancelled.Subscription) { EndReason = "cancelled" })), ApiJson.Default.SubscriptionAnswer);
    }

    internal async Task LogAsync(ApiCall call)
    {
        if (call.Caller.Agent is { IsOrchestrator: false }) throw ApiFault.Forbidden("Only the user and the orchestrator read the log of all subscriptions.");
        var all = await VisibleAsync(call);
        var waiting = all.SelectMany(s => s.Open.Select(f => SubscriptionLog.Key(s.Subscription.Id, f.Number))).ToHashSet();
        var firings = log.Newest(call.Query("id"), (int)call.Number("limit", 50, 0, 10_000), waiting);
        await call.AnswerAsync(new SubscriptionLogAnswer(firings), ApiJson.Default.SubscriptionLogAnswer);
    }

    /// <summary>An agent sees those of its own project's session.</summary>
    private async Task<IEnumerable<SubscriptionState>> VisibleAsync(ApiCall call)
    {
        var all = (await AgentGateway.AskAsync<SubscriptionList>(subscriptions, new GetSubscriptions(), patience)).Subscriptions;
        return all.Where(s => Permissions.Refusal(call.Caller, Operation.Read, StreamRoutes.TargetOf(s.Subscription.Pane.Session)) is null);
    }

    /// <summary>An agent may watch and send in its own project; what changes panes is its project manager's.</summary>
    private static void Demand(ApiCall call, string session, SubscriptionAction action)
    {
        call.Demand(Operation.Read, StreamRoutes.TargetOf(session));
        if (action.Kind == ActionKind.Send) call.Demand(Operation.Write, ApiCall.Target(action.Target!));
        if (action.Kind is ActionKind.Spawn or ActionKind.Close or ActionKind.Keys) call.Demand(Operation.Steer, StreamRoutes.TargetOf(session));
    }

    private static SubscriptionAction Action(SubscribeRequest request)
    {
        var kind = Word<ActionKind>(request.Action, "action");
        if (request.Text is { Length: > MostText }) throw ApiFault.Refused($"The text has {request.Text.Length} characters; {MostText} are possible.", "Put it into a file, and run that.");
        if (request.Text?.Contains('\0', StringComparison.Ordinal) == true) throw ApiFault.Invalid("The text holds a NUL.");
        if (kind is ActionKind.Run or ActionKind.Send or ActionKind.Spawn && string.IsNullOrWhiteSpace(request.Text)) throw ApiFault.Invalid($"{request.Action} needs a text.");
        if (kind is ActionKind.Keys && request.Keys is not { Count: > 0 and <= MostKeys }) throw ApiFault.Invalid($"keys needs 1 to {MostKeys} keys.");
        if (kind is ActionKind.Send) _ = ApiCall.Target(request.Target ?? throw ApiFault.Invalid("send needs a target."));
        return new SubscriptionAction(kind, request.Text, request.Target, request.Label, request.Keys);
    }

    private static TimeSpan? After(SubscriptionKind kind, double? seconds)
    {
        if (kind is not (SubscriptionKind.Silence or SubscriptionKind.Timeout)) return null;
        return seconds is >= 0.05 and <= 315_360_000
            ? TimeSpan.FromSeconds(seconds.Value)
            : throw ApiFault.Invalid($"{seconds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"} is no time for a {SubscriptionText.WordOf(kind)}; 50ms to ten years are possible.");
    }

    private static T Word<T>(string word, string what)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(v => SubscriptionText.WordOf(v!.Value) == word)
        ?? throw ApiFault.Invalid($"\"{word}\" is no {what}.", $"There are: {string.Join(", ", Enum.GetValues<T>().Select(SubscriptionText.WordOf))}");

    private static SubscriptionInfo Describe(SubscriptionState state)
    {
        var s = state.Subscription;
        return new SubscriptionInfo(
            s.Id, SubscriptionText.WordOf(s.Kind), s.Pane.Session, s.Pane.Name, s.Pane.PaneId, s.Pattern, s.After?.TotalSeconds, SubscriptionText.WordOf(s.Action.Kind),
            s.Action.Text ?? (s.Action.Keys is { } keys ? string.Join(' ', keys) : null), s.Action.Target, s.Once, s.CreatedBy, s.CreatedAt,
            state.EndReason is null ? "waiting" : "ending", state.Fired, state.LeftOut, state.Gaps, state.LastFiredAt, state.Open.Count);
    }
}
