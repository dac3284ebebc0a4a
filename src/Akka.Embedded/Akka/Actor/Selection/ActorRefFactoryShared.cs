#nullable disable
namespace Akka.Actor;

/// <summary>Makes selections for contexts and systems.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>The actors at an absolute path.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>The actors at a path relative to an actor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);

    /// <summary>The actors at a path: one with an address, one from the root (<c>/user/a</c>), or one relative to <paramref name="lookupRoot"/>.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        if (ActorPath.TryParse(path, out var absolute)) return ActorSelection(absolute, system);
        var provider = ((ExtendedActorSystem)system).Provider;
        if (!Uri.IsWellFormedUriString(path, UriKind.Relative)) return new ActorSelection(provider.DeadLetters, "");
        var names = path.Split('/');
        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, names.Skip(1))
            : new ActorSelection(lookupRoot, names);
    }
}
