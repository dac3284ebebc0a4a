#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Watches the subscribers of the event stream and unsubscribes those that end.</summary>
internal sealed class EventStreamUnsubscriber : UntypedActor
{
    private readonly EventStream _eventStream;

    public EventStreamUnsubscriber(EventStream eventStream) => _eventStream = eventStream;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Register { Subscriber: ActorRefWithCell subscriber }:
                Context.Watch(subscriber);
                break;
            case Terminated terminated:
                _eventStream.Unsubscribe(terminated.ActorRef);
                break;
        }
    }

    internal sealed record Register(IActorRef Subscriber) : IDeadLetterSuppression;
}
