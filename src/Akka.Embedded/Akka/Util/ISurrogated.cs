#nullable disable
using Akka.Actor;

namespace Akka.Util;

/// <summary>What stands in for an object on the wire or in storage.</summary>
public interface ISurrogate
{
    /// <summary>The object again, in the given system.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that is serialized through a stand-in.</summary>
public interface ISurrogated
{
    /// <summary>The stand-in of this object.</summary>
    ISurrogate ToSurrogate(ActorSystem system);
}
