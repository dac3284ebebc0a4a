#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>The event bus of a system: log lines, dead letters, unhandled messages, and what applications publish. Events are told apart by type.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private Func<IActorRef> _startUnsubscriber;
    private IActorRef _unsubscriber;

    /// <summary>With or without log lines about subscriptions.</summary>
    public EventStream(bool debug) => _debug = debug;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException">The subscriber is null.</exception>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "subscriber is null");
        Unsubscriber()?.Tell(new EventStreamUnsubscriber.Register(subscriber));
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        return base.Subscribe(subscriber, channel);
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "subscriber is null");
        var removed = base.Unsubscribe(subscriber, channel);
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return removed;
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "subscriber is null");
        var removed = base.Unsubscribe(subscriber);
        if (_debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from all channels"));
        return removed;
    }

    /// <summary>From now on, subscriptions of actors that end are removed.</summary>
    internal void StartUnsubscriber(Func<IActorRef> start) => _startUnsubscriber = start;

    internal void StopUnsubscriber() => _startUnsubscriber = null;

    /// <summary>The actor that watches subscribers; started with the first one that can end.</summary>
    private IActorRef Unsubscriber()
    {
        if (_unsubscriber is not null || _startUnsubscriber is not { } start) return _unsubscriber;
        lock (start) return _unsubscriber ??= start();
    }
}

/// <summary>Subscriptions by type parameter.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes to events of a type and all types below it.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends a subscription to events of a type and all types below it.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
