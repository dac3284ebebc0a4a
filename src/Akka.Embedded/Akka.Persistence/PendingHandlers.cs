namespace Akka.Persistence;

/// <summary>An event on its way to the journal, and what runs once it is stored.</summary>
public interface IPendingHandlerInvocation
{
    /// <summary>The event.</summary>
    object Event { get; }

    /// <summary>What runs.</summary>
    Action<object> Handler { get; }
}

/// <summary>One that holds commands back until it has run.</summary>
public sealed class StashingHandlerInvocation : IPendingHandlerInvocation
{
    /// <summary>An event and its handler.</summary>
    public StashingHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    /// <inheritdoc />
    public object Event { get; }

    /// <inheritdoc />
    public Action<object> Handler { get; }
}

/// <summary>One that lets commands pass.</summary>
public sealed class AsyncHandlerInvocation : IPendingHandlerInvocation
{
    /// <summary>An event and its handler.</summary>
    public AsyncHandlerInvocation(object evt, Action<object> handler)
    {
        Event = evt;
        Handler = handler;
    }

    /// <inheritdoc />
    public object Event { get; }

    /// <inheritdoc />
    public Action<object> Handler { get; }
}
