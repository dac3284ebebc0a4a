namespace Orchestrator.Runtime.Persistence;

/// <summary>What an event-sourced actor is asked to do. In memory only, so free to change.</summary>
public interface ICommand;

/// <summary>What has happened to an event-sourced actor. Stored for ever under its <see cref="EventNameAttribute"/>: add types, never change one.</summary>
public interface IEvent
{
    /// <summary>When it happened, by the clock of the actor system.</summary>
    DateTimeOffset At { get; }
}

/// <summary>The state of an event-sourced actor: pure, with neither clock nor I/O nor actor types.</summary>
/// <remarks>It also decides: which events a command leads to, or why it is refused.</remarks>
/// <typeparam name="TSelf">The state's own type.</typeparam>
public interface IEventSourced<out TSelf>
{
    /// <summary>The state after an event. Total and deterministic: it never refuses a stored event.</summary>
    TSelf Apply(IEvent @event);
}
