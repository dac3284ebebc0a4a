#nullable disable
namespace Akka.Actor.Internal;

/// <summary>An actor that finishes its own construction once it has its context.</summary>
public interface IInitializableActor
{
    /// <summary>Called once, after the constructor.</summary>
    void Init();
}

/// <summary>The handlers of one behavior, in the order they are tried.</summary>
internal sealed class ReceiveHandlers
{
    private readonly List<(Type Type, Receive Handle)> _handlers = [];
    private bool _complete;

    public void Add<T>(Action<T> handler, Predicate<T> shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(typeof(T), Handle, catchesAll: typeof(T) == typeof(object) && shouldHandle is null);

        bool Handle(object message)
        {
            if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed))) return false;
            handler(typed);
            return true;
        }
    }

    public void Add(Type messageType, Action<object> handler, Predicate<object> shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(messageType, Handle, catchesAll: messageType == typeof(object) && shouldHandle is null);

        bool Handle(object message)
        {
            if (!messageType.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message))) return false;
            handler(message);
            return true;
        }
    }

    public void Add(Type messageType, Receive handle, bool catchesAll)
    {
        if (_complete)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _handlers.Add((messageType, handle));
        _complete = catchesAll;
    }

    public Receive Build()
    {
        var handlers = _handlers.Select(h => h.Handle).ToArray();
        return handlers is [var single] ? single : message =>
        {
            foreach (var handle in handlers)
            {
                if (handle(message)) return true;
            }

            return false;
        };
    }
}
