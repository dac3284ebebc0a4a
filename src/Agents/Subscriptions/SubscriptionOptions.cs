namespace Orchestrator.Agents.Subscriptions;

/// <summary><c>orchestrator.subscriptions</c>.</summary>
/// <param name="Max">Subscriptions there may be at once.</param>
/// <param name="Concurrency">Actions of one subscription that may run at once.</param>
/// <param name="MaxWaiting">Firings of one subscription that may wait for that.</param>
/// <param name="MaxPerSecond">Firings of one subscription in a second.</param>
/// <param name="RunTimeout">How long a command may take.</param>
/// <param name="RunOutput">Bytes of a command's output that are kept.</param>
/// <param name="LoopLimit">So many firings in a row that our own typing caused end the subscription.</param>
/// <param name="OutputQuiet">The silence after which output is a new burst.</param>
public sealed record SubscriptionOptions(
    int Max, int Concurrency, int MaxWaiting, int MaxPerSecond, TimeSpan RunTimeout, long RunOutput, int LoopLimit, TimeSpan OutputQuiet);
