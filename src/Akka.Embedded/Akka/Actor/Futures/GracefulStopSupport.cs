#nullable disable
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stops actors and waits for their end.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits.</summary>
    /// <returns>True once the actor has ended; cancelled when it has not in time.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends a message at which the actor stops, and waits.</summary>
    /// <returns>True once the actor has ended; cancelled when it has not in time.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        var ended = target.WatchAsync(limit.Token);
        target.Tell(stopMessage, ActorRefs.NoSender);
        return await ended.ConfigureAwait(false) ? true : throw new TaskCanceledException($"{target} has not ended within {timeout}.");
    }
}

/// <summary>Waits for actors' ends outside of actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Waits for an actor's end.</summary>
    /// <returns>True once it has ended; false when the token is cancelled first.</returns>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef actor || actor.IsNobody()) return true;
        var watcher = new EndWatcher(actor.Provider);
        actor.Provider.RegisterTempActor(watcher, watcher.Path);
        try
        {
            actor.SendSystemMessage(new Watch(actor, watcher));
            return await watcher.Ended.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            actor.SendSystemMessage(new Unwatch(actor, watcher));
            return false;
        }
        finally
        {
            actor.Provider.UnregisterTempActor(watcher.Path);
        }
    }

    private sealed class EndWatcher(IActorRefProvider provider) : MinimalActorRef
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Ended => _ended.Task;

        public override ActorPath Path { get; } = provider.TempPath();

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification) _ended.TrySetResult(true);
        }
    }
}
