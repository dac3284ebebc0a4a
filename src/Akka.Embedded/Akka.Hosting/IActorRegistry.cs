using Akka.Actor;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Hosting;

/// <summary>Finds actors by a type that stands for them.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>The actor of a key, if there is one.</summary>
    bool TryGet<TKey>([NotNullWhen(true)] out IActorRef actor);

    /// <summary>The actor of a key, if there is one.</summary>
    bool TryGet(Type key, [NotNullWhen(true)] out IActorRef actor);

    /// <summary>The actor of a key.</summary>
    /// <exception cref="MissingActorRegistryEntryException">There is none.</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor of a key, as soon as there is one.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>The actor of a key, as soon as there is one.</summary>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

/// <summary>Keeps actors by a type that stands for them.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Keeps an actor.</summary>
    /// <exception cref="DuplicateActorRegistryException">There is one already, and it is not to be replaced.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Keeps an actor, unless there is one already that is not to be replaced.</summary>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Keeps an actor, unless there is one already that is not to be replaced.</summary>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
