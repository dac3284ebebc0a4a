#nullable disable
using Akka.Actor.Internal;
using Akka.Util;
using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>Creates actors in a way that only the engine can't control: by a container, say.</summary>
public interface IIndirectActorProducer
{
    /// <summary>What type the actors have.</summary>
    Type ActorType { get; }

    /// <summary>A new actor, never the same twice.</summary>
    ActorBase Produce();

    /// <summary>Called when the engine no longer needs an instance.</summary>
    void Release(ActorBase actor);
}

/// <summary>From what an actor is created, again and again: immutable.</summary>
public class Props : IEquatable<Props>, ISurrogated
{
    /// <summary>No actor can be created from it.</summary>
    public static readonly Props None = new(typeof(NoActor), null);

    private static readonly object[] NoArguments = [];
    private readonly IIndirectActorProducer _producer;

    /// <summary>An actor of a type, with the constructor that fits the arguments.</summary>
    public Props(Type type, object[] args) : this(type, new ActivatorProducer(type, args ?? NoArguments), args ?? NoArguments, null, Deploy.Local)
    {
    }

    /// <summary>An actor of a type with a constructor without parameters.</summary>
    public Props(Type type) : this(type, NoArguments)
    {
    }

    private Props(Type type, IIndirectActorProducer producer, object[] args, SupervisorStrategy strategy, Deploy deploy)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        _producer = producer;
        Arguments = args;
        SupervisorStrategy = strategy;
        Deploy = deploy;
    }

    /// <summary>Creates an actor that handles nothing.</summary>
    public static Props Empty { get; } = Create<EmptyActor>();

    /// <summary>The actor's type.</summary>
    public Type Type { get; }

    /// <summary>The type's full name with its assembly.</summary>
    public string TypeName => Type.AssemblyQualifiedName;

    /// <summary>The constructor's arguments.</summary>
    public object[] Arguments { get; }

    /// <summary>Takes the place of the actor's own strategy; null for that.</summary>
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    /// <summary>How and where the actor runs.</summary>
    public Deploy Deploy { get; protected set; }

    /// <summary>The dispatcher's id; empty for the default one.</summary>
    public string Dispatcher => Deploy.Dispatcher;

    /// <summary>The mailbox's id; empty for the default one.</summary>
    public string Mailbox => Deploy.Mailbox;

    /// <summary>An actor from an expression <c>() =&gt; new T(…)</c>, whose arguments are evaluated once, now.</summary>
    /// <exception cref="ArgumentException">The expression is no call of a constructor.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression construction)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var args = construction.Arguments.Select(ExpressionArguments.Evaluate).ToArray();
        var producer = new ConstructorProducer(typeof(TActor), construction.Constructor, args);
        return new Props(typeof(TActor), producer, args, supervisorStrategy, Deploy.Local);
    }

    /// <summary>An actor of a type, with the constructor that fits the arguments.</summary>
    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>An actor of a type with a constructor without parameters, and a strategy for its children.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new Props(typeof(TActor)).WithSupervisorStrategy(supervisorStrategy);

    /// <summary>An actor of a type, with the constructor that fits the arguments.</summary>
    public static Props Create(Type type, params object[] args) =>
        new(type ?? throw new ArgumentNullException(nameof(type), "Props must be instantiated with an actor type."), args);

    /// <summary>Actors from a producer of their own.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(producer.ActorType, producer, args, null, Deploy.Local);

    /// <summary>Actors from a producer of a type, made with the arguments.</summary>
    public static Props CreateBy<TProducer>(params object[] args) where TProducer : class, IIndirectActorProducer =>
        CreateBy((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args), args);

    /// <summary>The same with a strategy that takes the place of the actor's own.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(supervisorStrategy, Deploy);

    /// <summary>The same with a dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => WithDeploy(Deploy.WithDispatcher(dispatcher));

    /// <summary>The same with a mailbox.</summary>
    public Props WithMailbox(string mailbox) => WithDeploy(Deploy.WithMailbox(mailbox));

    /// <summary>The same with a limit of the stash.</summary>
    public Props WithStashCapacity(int stashCapacity) => WithDeploy(Deploy.WithStashCapacity(stashCapacity));

    /// <summary>The same with another deployment; what that leaves open stays.</summary>
    public Props WithDeploy(Deploy deploy) => With(SupervisorStrategy, deploy.WithFallback(Deploy));

    /// <summary>A new actor.</summary>
    /// <exception cref="TypeLoadException">The constructor failed, or none fits.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception thrown)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", thrown);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Props other) => other is not null && (ReferenceEquals(this, other)
        || (Type == other.Type && Arguments.SequenceEqual(other.Arguments) && Equals(Deploy, other.Deploy) && Equals(SupervisorStrategy, other.SupervisorStrategy)));

    /// <inheritdoc/>
    public override bool Equals(object obj) => Equals(obj as Props);

    /// <inheritdoc/>
    public override int GetHashCode() => Type.GetHashCode();

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) =>
        throw new NotSupportedException("Props are not serialized: this engine has no remoting.");

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private Props With(SupervisorStrategy strategy, Deploy deploy) => new(Type, _producer, Arguments, strategy, deploy);

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private abstract class NoActor : UntypedActor;
}
