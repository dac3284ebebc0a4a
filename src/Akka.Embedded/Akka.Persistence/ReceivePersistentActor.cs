using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>A persistent actor with a handler for each type of command and event, set in its constructor.</summary>
/// <remarks>The first handler that fits takes the message. Handlers can be added in the constructor and inside <see cref="Become(Action)"/> only.</remarks>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private ReceiveHandlers _commands = new();
    private ReceiveHandlers _recoveries = new();
    private Receive _command;
    private Receive _recover;

    void IInitializableActor.Init()
    {
        if (_commands is null)
            return;
        _command = _commands.Build();
        _recover = _recoveries.Build();
        _commands = null;
        _recoveries = null;
    }

    /// <inheritdoc />
    protected sealed override void OnCommand(object message)
    {
        if (!_command(message))
            Unhandled(message);
    }

    /// <inheritdoc />
    protected sealed override void OnRecover(object message)
    {
        if (!_recover(message))
            Unhandled(message);
    }

    /// <summary>Takes commands with other handlers from now on.</summary>
    protected void Become(Action configure) => base.Become(Collect(configure));

    /// <summary>Takes commands with other handlers until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(Action configure) => base.BecomeStacked(Collect(configure));

    /// <summary>Sets the handler for a type of event.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Recoveries.Add(handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recoveries.Add(handler, shouldHandle);

    /// <summary>Sets a handler that says whether it knew the event.</summary>
    protected void Recover<T>(Func<T, bool> handler) => Recoveries.Add(typeof(T), m => m is T typed && handler(typed), catchesAll: false);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => Recoveries.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recoveries.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Func{T, bool})" />
    protected void Recover(Type messageType, Func<object, bool> handler) =>
        Recoveries.Add(messageType, m => messageType.IsInstanceOfType(m) && handler(m), catchesAll: false);

    /// <summary>Sets the handler for everything else of the recovery.</summary>
    protected void RecoverAny(Action<object> handler) => Recoveries.Add(handler, null);

    /// <summary>Sets the handler for a type of command.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Commands.Add(handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Commands.Add(handler, shouldHandle);

    /// <summary>Sets a handler that says whether it knew the command.</summary>
    protected void Command<T>(Func<T, bool> handler) => Commands.Add(typeof(T), m => m is T typed && handler(typed), catchesAll: false);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => Commands.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Commands.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Func{T, bool})" />
    protected void Command(Type messageType, Func<object, bool> handler) =>
        Commands.Add(messageType, m => messageType.IsInstanceOfType(m) && handler(m), catchesAll: false);

    /// <summary>Sets the handler for everything else.</summary>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <summary>Sets the handler for everything else.</summary>
    protected void CommandAny(Action<object> handler) => Commands.Add(handler, null);

    /// <summary>Sets an asynchronous handler for a type of command; the next message is taken when it has ended.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Commands.Add(Await(handler), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Commands.Add(Await(handler), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) => Commands.Add(messageType, Await(handler), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) => Commands.Add(messageType, Await(handler), shouldHandle);

    /// <summary>Sets the asynchronous handler for everything else.</summary>
    protected void CommandAnyAsync(Func<object, Task> handler) => Commands.Add(Await(handler), null);

    private ReceiveHandlers Commands => _commands ?? throw new InvalidOperationException(
        "You may only call Command-methods when constructing the actor and inside Become().");

    private ReceiveHandlers Recoveries => _recoveries ?? throw new InvalidOperationException(
        "You may only call Recover-methods when constructing the actor.");

    private Action<T> Await<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => RunTask(() => handler(message));
    }

    private UntypedReceive Collect(Action configure)
    {
        var outer = _commands;
        var inner = _commands = new ReceiveHandlers();
        try
        {
            configure();
        }
        finally
        {
            _commands = outer;
        }
        var receive = inner.Build();
        return message =>
        {
            if (!receive(message))
                Unhandled(message);
        };
    }
}
