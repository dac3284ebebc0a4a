#nullable disable
using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>An actor with a handler per message type, tried in the order of their registration.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private ReceiveHandlers _collecting = new();
    private Receive _initial;

    void IInitializableActor.Init()
    {
        if (_collecting is null) return;
        _initial = _collecting.Build();
        _collecting = null;
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message)
    {
        if (!_initial(message)) Unhandled(message);
    }

    /// <summary>Replaces the current behavior by the handlers that <paramref name="configure"/> registers.</summary>
    protected void Become(Action configure) => base.Become(Collect(configure));

    /// <summary>Puts the handlers that <paramref name="configure"/> registers on top of the current behavior.</summary>
    protected void BecomeStacked(Action configure) => base.BecomeStacked(Collect(configure));

    /// <summary>Handles messages of a type, all or those that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Handlers.Add(handler, shouldHandle);

    /// <summary>Handles messages of a type that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Handlers.Add(handler, shouldHandle);

    /// <summary>Handles messages of a type; a handler that returns false leaves the message to the next.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Handlers.Add(typeof(T), m => m is T typed && handler(typed), catchesAll: false);

    /// <summary>Handles messages of a type, all or those that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Handlers.Add(messageType, handler, shouldHandle);

    /// <summary>Handles messages of a type that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Handlers.Add(messageType, handler, shouldHandle);

    /// <summary>Handles messages of a type; a handler that returns false leaves the message to the next.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Handlers.Add(messageType, m => messageType.IsInstanceOfType(m) && handler(m), catchesAll: false);

    /// <summary>Handles all that is left; no handler may follow.</summary>
    protected void ReceiveAny(Action<object> handler) => Handlers.Add(handler, null);

    /// <summary>Handles messages of a type asynchronously; the actor takes no message until the task is complete.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Handlers.Add(Await(handler), shouldHandle);

    /// <summary>Handles messages of a type that <paramref name="shouldHandle"/> accepts asynchronously.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Handlers.Add(Await(handler), shouldHandle);

    /// <summary>Handles messages of a type asynchronously.</summary>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Handlers.Add(messageType, Await(handler), shouldHandle);

    /// <summary>Handles messages of a type that <paramref name="shouldHandle"/> accepts asynchronously.</summary>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Handlers.Add(messageType, Await(handler), shouldHandle);

    /// <summary>Handles all that is left asynchronously; no handler may follow.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => Handlers.Add(Await(handler), null);

    private ReceiveHandlers Handlers => _collecting ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");

    private static Action<T> Await<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => Dispatch.ActorTaskScheduler.RunTask(() => handler(message));
    }

    private UntypedReceive Collect(Action configure)
    {
        var outer = _collecting;
        var inner = _collecting = new ReceiveHandlers();
        try
        {
            configure();
        }
        finally
        {
            _collecting = outer;
        }

        var receive = inner.Build();
        return message =>
        {
            if (!receive(message)) Unhandled(message);
        };
    }
}
