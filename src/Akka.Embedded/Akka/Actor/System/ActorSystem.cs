#nullable disable
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with all they share: scheduler, event stream, settings, extensions.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>Brings log lines, dead letters and applications' events to subscribers.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Takes what no actor takes.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>The dispatchers.</summary>
    public abstract Dispatch.Dispatchers Dispatchers { get; }

    /// <summary>The mailboxes.</summary>
    public abstract Dispatch.Mailboxes Mailboxes { get; }

    /// <summary>Turns messages into bytes and back.</summary>
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>Does things later.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The system's own log.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Completes once the system has ended and the callbacks of its end have run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>How long it has been up.</summary>
    public TimeSpan Uptime => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>When it started, on the clock that never jumps.</summary>
    public TimeSpan StartTime => TimeProvider.System.GetElapsedTime(0, _start);

    /// <summary>Starts a system.</summary>
    /// <exception cref="ArgumentException">The name holds other than letters, digits, and non-leading hyphens or underscores.</exception>
    public static ActorSystem Create(string name, Config config) => Create(name, config, ActorSystemSetup.Empty);

    /// <summary>Starts a system with settings given in code.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Starts a system with settings given in code.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue ? bootstrap.Value.Config : Util.Option<Config>.None;
        return Create(name, config.GetOrElse(ConfigurationFactory.Load()), setup);
    }

    /// <summary>Starts a system with the engine's defaults.</summary>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Stops an actor after its current message.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Runs a callback once all actors have ended; the last registered runs first.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Stops all actors and the system.</summary>
    /// <returns>Completes with <see cref="WhenTerminated"/>.</returns>
    public abstract Task Terminate();

    /// <summary>Creates an extension unless it is there.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>An extension; null when it is not there.</summary>
    public abstract object GetExtension(IExtensionId extensionId);

    /// <summary>An extension by its type; null when it is not there.</summary>
    public abstract T GetExtension<T>() where T : class, IExtension;

    /// <summary>Whether an extension of a type is there.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>Whether an extension of a type is there.</summary>
    public abstract bool HasExtension<T>() where T : class, IExtension;

    /// <summary>An extension of a type, if it is there.</summary>
    public abstract bool TryGetExtension(Type extensionType, out object extension);

    /// <summary>An extension of a type, if it is there.</summary>
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    /// <summary>Ends the system without waiting for it.</summary>
    public void Dispose()
    {
        Terminate();
        GC.SuppressFinalize(this);
    }

    private static ActorSystemImpl Create(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}

/// <summary>What extensions see of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>Resolves paths.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>The parent of all actors of the application.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>The root from which paths are looked up.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>The parent of all actors of the engine and its extensions.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Creates an actor under <c>/system</c>.</summary>
    public abstract IActorRef SystemActorOf(Props props, string name = null);

    /// <summary>Creates an actor under <c>/system</c>.</summary>
    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();

    /// <summary>Stops at once, without the phases of a shutdown.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text.</summary>
    public abstract string PrintTree();
}
