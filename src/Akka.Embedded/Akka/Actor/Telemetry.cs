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
    internal ActorStarted(IActorRef subject, Type actorType)
    {
        Subject = subject;
        ActorType = actorType;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride => null;
}

/// <summary>An actor has a new instance.</summary>
public sealed class ActorRestarted : IActorTelemetryEvent
{
    internal ActorRestarted(IActorRef subject, Type actorType, Exception reason)
    {
        Subject = subject;
        ActorType = actorType;
        Reason = reason;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride => null;

    /// <summary>Why it restarted.</summary>
    public Exception Reason { get; }
}

/// <summary>An actor has stopped.</summary>
public sealed class ActorStopped : IActorTelemetryEvent
{
    internal ActorStopped(IActorRef subject, Type actorType)
    {
        Subject = subject;
        ActorType = actorType;
    }

    /// <inheritdoc/>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public Type ActorType { get; }

    /// <inheritdoc/>
    public string ActorTypeOverride => null;
}
