#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Where log lines come from.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    /// <summary>The text that stands in the line.</summary>
    public string Source { get; }

    /// <summary>The type that logs.</summary>
    public Type Type { get; }

    /// <summary>From a text, a type, an actor, or an object's type.</summary>
    public static LogSource Create(object o) => o switch
    {
        LogSource source => source,
        IActorContext context => new LogSource(context.Self.Path.ToString(), SourceType(o)),
        IActorRef actor => new LogSource(actor.Path.ToString(), SourceType(o)),
        string text => new LogSource(text, typeof(DummyClassForStringSources)),
        Type type => new LogSource(Logging.SimpleName(type), type),
        _ => new LogSource(Logging.SimpleName(o), o.GetType()),
    };

    /// <summary>From a text, a type, an actor, or an object's type; a system's address stands behind text and type.</summary>
    public static LogSource Create(object o, ActorSystem system) => o switch
    {
        LogSource source => source,
        IActorContext context => new LogSource(FromActor(context, system), SourceType(o)),
        IActorRef actor => new LogSource(FromActorRef(actor, system), SourceType(o)),
        string text => new LogSource(FromString(text, system), typeof(DummyClassForStringSources)),
        Type type => new LogSource(FromType(type, system), type),
        _ => new LogSource(FromType(o.GetType(), system), o.GetType()),
    };

    /// <summary>From a text and a type.</summary>
    public static LogSource Create(string source, Type t) => new(source, t);

    /// <summary>An actor's path.</summary>
    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    /// <summary>An actor's path with the system's address.</summary>
    public static string FromActorRef(IActorRef a, ActorSystem system) =>
        a.Path.ToStringWithAddress(((ExtendedActorSystem)system).Provider.DefaultAddress);

    /// <summary>A text and the system's address.</summary>
    public static string FromString(string source, ActorSystem system) => $"{source} ({system})";

    /// <summary>A type's name and the system's address.</summary>
    public static string FromType(Type t, ActorSystem system) => $"{Logging.SimpleName(t)} ({system})";

    /// <summary>The type that logs.</summary>
    public static Type SourceType(object o) => o switch
    {
        Type type => type,
        IActorContext context => context.Props.Type,
        string => typeof(DummyClassForStringSources),
        _ => o.GetType(),
    };
}

/// <summary>Stands for the type that logs when only a text was given.</summary>
public class DummyClassForStringSources;
