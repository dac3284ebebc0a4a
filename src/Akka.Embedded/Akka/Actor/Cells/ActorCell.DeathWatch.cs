#nullable disable
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Who watches whom. Each watched actor's end is delivered once.</summary>
internal partial class ActorCell
{
    /// <summary>The watched actors, each with the message to get at its end; null stands for <see cref="Terminated"/>.</summary>
    private Dictionary<IActorRef, object> _watching;

    /// <summary>Ended actors whose notice waits in the mailbox, each with the message to get.</summary>
    private Dictionary<IActorRef, object> _terminatedQueued;

    private HashSet<IActorRef> _watchedBy;

    public IActorRef Watch(IActorRef subject) => StartWatching(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message) =>
        StartWatching(subject, message ?? throw new ArgumentNullException(nameof(message), "WatchWith needs a message."));

    public IActorRef Unwatch(IActorRef subject)
    {
        var watched = (IInternalActorRef)subject;
        if (Equals(watched, _self)) return subject;
        if (_watching?.Remove(watched) == true) watched.SendSystemMessage(new Unwatch(watched, _self));
        _terminatedQueued?.Remove(watched);
        return subject;
    }

    private IActorRef StartWatching(IActorRef subject, object message)
    {
        var watched = (IInternalActorRef)subject;
        if (Equals(watched, _self)) return subject;
        if (_watching?.TryGetValue(watched, out var previous) == true)
        {
            if (!Equals(previous, message))
            {
                throw new InvalidOperationException($"Watch({Self}, {subject}) termination message was not overwritten from [{previous ?? "Terminated"}] "
                    + $"to [{message ?? "Terminated"}]. If this was intended, unwatch first before using Watch/WatchWith with another message.");
            }

            return subject;
        }

        watched.SendSystemMessage(new Watch(watched, _self));
        (_watching ??= [])[watched] = message;
        return subject;
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching?.Remove(actor, out var message) == true && !_children.IsTerminating)
        {
            (_terminatedQueued ??= [])[actor] = message;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (_children.TryGetStats(actor, out _)) HandleChildTerminated(actor);
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued?.Remove(terminated.ActorRef, out var message) != true) return;
        if (message is not null) _currentMessage = message;
        ReceiveMessage(message ?? terminated);
    }

    private void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watchesMe = Equals(watchee, _self);
        if (watchesMe && !Equals(watcher, _self)) (_watchedBy ??= []).Add(watcher);
        else if (!watchesMe && Equals(watcher, _self)) Watch(watchee);
        else Publish(new Warning(Self.Path.ToString(), _actor?.GetType(), $"BUG: illegal Watch({watchee}, {watcher}) for {Self}"));
    }

    private void RemoveWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watchesMe = Equals(watchee, _self);
        if (watchesMe && !Equals(watcher, _self)) _watchedBy?.Remove(watcher);
        else if (!watchesMe && Equals(watcher, _self)) Unwatch(watchee);
        else Publish(new Warning(Self.Path.ToString(), _actor?.GetType(), $"BUG: illegal Unwatch({watchee}, {watcher}) for {Self}"));
    }

    private void TellWatchersWeDied()
    {
        if (_watchedBy is null) return;
        foreach (var watcher in _watchedBy)
        {
            if (Equals(watcher, Parent)) continue; // it is told as the supervisor
            ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        }

        _watchedBy = null;
    }

    private void UnwatchAll()
    {
        if (_watching is null) return;
        foreach (var watched in _watching.Keys)
            ((IInternalActorRef)watched).SendSystemMessage(new Unwatch((IInternalActorRef)watched, _self));
        _watching = null;
        _terminatedQueued = null;
    }
}
