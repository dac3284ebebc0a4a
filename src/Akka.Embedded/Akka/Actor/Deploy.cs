#nullable disable
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>How and where an actor runs.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    /// <summary>No dispatcher is chosen.</summary>
    public static readonly string NoDispatcherGiven = "";

    /// <summary>No mailbox is chosen.</summary>
    public static readonly string NoMailboxGiven = "";

    /// <summary>No limit of the stash is chosen.</summary>
    public const int NoStashSize = -1;

    /// <summary>In this process.</summary>
    public static readonly Deploy Local = new();

    /// <summary>Nothing is chosen.</summary>
    public static readonly Deploy None = new();

    /// <summary>Nothing is chosen.</summary>
    public Deploy()
    {
    }

    private Deploy(Deploy source)
    {
        Path = source.Path;
        Config = source.Config;
        Dispatcher = source.Dispatcher;
        Mailbox = source.Mailbox;
        StashCapacity = source.StashCapacity;
    }

    /// <summary>The path that this deployment is for; empty for any.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The section of the configuration that it was read from.</summary>
    public Config Config { get; private init; } = Config.Empty;

    /// <summary>The dispatcher's id.</summary>
    public string Dispatcher { get; private init; } = NoDispatcherGiven;

    /// <summary>The mailbox's id.</summary>
    public string Mailbox { get; private init; } = NoMailboxGiven;

    /// <summary>How many messages the stash takes; negative for any number.</summary>
    public int StashCapacity { get; private init; } = NoStashSize;

    /// <summary>The same with a dispatcher.</summary>
    public virtual Deploy WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    /// <summary>The same with a mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    /// <summary>The same with a limit of the stash.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) => new(this) { StashCapacity = stashSize };

    /// <summary>This deployment, and the other's choices where this one has none.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(this)
    {
        Config = ReferenceEquals(Config, other.Config) ? Config : Config.WithFallback(other.Config),
        Dispatcher = Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox = Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity = StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity,
    };

    /// <inheritdoc/>
    public bool Equals(Deploy other) => other is not null && Path == other.Path && Dispatcher == other.Dispatcher
        && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity;

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) =>
        throw new NotSupportedException("A Deploy is not serialized: this engine has no remoting.");
}
