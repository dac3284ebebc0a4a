using Akka.Actor;

namespace Orchestrator.Runtime.Supervision;

/// <summary>The long-lived children of an actor, by key. One that stops although it is wanted is started again, later each time.</summary>
/// <remarks>That happens when its journal fails: the actor stops, since what is stored is unknown, and recovers when it is started again.</remarks>
/// <param name="context">The parent's.</param>
/// <param name="props">How the child of a key is made.</param>
/// <param name="wanted">Whether the child of a key is to run.</param>
/// <param name="started">Called for a child that was started again.</param>
/// <param name="backoff">The wait before that.</param>
public sealed class ChildActors<TKey>(
    IActorContext context,
    Func<TKey, Props> props,
    Func<TKey, bool> wanted,
    Action<TKey> started,
    Backoff backoff)
    where TKey : struct
{
    private readonly Dictionary<TKey, IActorRef> _running = [];
    private readonly Dictionary<TKey, IActorRef> _stopping = [];
    private readonly Dictionary<TKey, int> _attempts = [];

    /// <summary>Those that run now.</summary>
    public IEnumerable<IActorRef> All => _running.Values;

    /// <summary>The child of a key, or <c>null</c> while it does not run.</summary>
    public IActorRef? Find(TKey key) => _running.GetValueOrDefault(key);

    /// <summary>Starts the child of a key if it does not run. One that is still stopping is started, and reported, once it has stopped.</summary>
    /// <returns>The child, or <c>null</c> while it is stopping.</returns>
    public IActorRef? Start(TKey key)
    {
        if (_running.TryGetValue(key, out var running)) return running;
        if (_stopping.ContainsKey(key)) return null;
        var child = context.ActorOf(props(key), Uri.EscapeDataString(key.ToString()!));
        context.Watch(child);
        return _running[key] = child;
    }

    /// <summary>Stops the child of a key for good.</summary>
    public void Stop(TKey key)
    {
        if (!_running.Remove(key, out var child)) return;
        _stopping[key] = child;
        context.Stop(child);
    }

    /// <summary>To be called for every <see cref="Terminated"/>.</summary>
    /// <returns>Whether it was one of these children.</returns>
    public bool OnTerminated(Terminated message, ITimerScheduler timers, double jitter)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(timers);
        if (Take(_stopping, message.ActorRef) is { } stopped)
        {
            if (wanted(stopped)) Restart(stopped);
            return true;
        }

        if (Take(_running, message.ActorRef) is not { } failed) return false;
        var attempt = _attempts[failed] = _attempts.GetValueOrDefault(failed) + 1;
        timers.StartSingleTimer((nameof(Retry), failed), new Retry(failed), backoff.Delay(attempt, jitter));
        return true;
    }

    /// <summary>To be called for every <see cref="Retry"/>.</summary>
    public void OnRetry(Retry retry)
    {
        ArgumentNullException.ThrowIfNull(retry);
        if (wanted(retry.Key)) Restart(retry.Key);
    }

    private void Restart(TKey key)
    {
        Start(key);
        started(key);
    }

    private static TKey? Take(Dictionary<TKey, IActorRef> children, IActorRef child)
    {
        foreach (var (key, running) in children)
        {
            if (!running.Equals(child)) continue;
            children.Remove(key);
            return key;
        }

        return null;
    }

    /// <summary>A message to the parent: it is time to start a child again.</summary>
    public sealed record Retry(TKey Key);
}
