#nullable disable
namespace Akka.Actor;

/// <summary>A start, restart or stop of an actor, published when <c>akka.actor.telemetry.enabled</c> is on.</summary>
public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    /// <summary>The actor.</summary>
    IActorRef Subject { get; }

    /// <summary>Its type.</summary>
    Type ActorType { get; }

    /// <summary>The name to show in place of the type's; null for none.</summary>
    string ActorTypeOverride { get; }
}

/// <summary>An actor has started.</summary>
public sealed class ActorStarted : IActorTelemetryEvent
{
    /// <summary>Makes the event.</summary>
    public ActorStarted(IActorRef subject, Type actorType, string actorTypeOverride = null)
    {
        Subject = subject;
        ActorType = actorType;
        ActorTypeOverride = actorTypeOverride;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride { get; }
}

/// <summary>An actor has a new instance.</summary>
public sealed class ActorRestarted : IActorTelemetryEvent
{
    /// <summary>Makes the event.</summary>
    public ActorRestarted(IActorRef subject, Type actorType, Exception reason, string actorTypeOverride = null)
    {
        Subject = subject;
        ActorType = actorType;
        ActorTypeOverride = actorTypeOverride;
        Reason = reason;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride { get; }

    /// <summary>Why it restarted.</summary>
    public Exception Reason { get; }
}

/// <summary>An actor has stopped.</summary>
public sealed class ActorStopped : IActorTelemetryEvent
{
    /// <summary>Makes the event.</summary>
    public ActorStopped(IActorRef subject, Type actorType, string actorTypeOverride = null)
    {
        Subject = subject;
        ActorType = actorType;
        ActorTypeOverride = actorTypeOverride;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride { get; }
}
