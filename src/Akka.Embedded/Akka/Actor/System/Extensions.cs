#nullable disable
namespace Akka.Actor;

/// <summary>Something a system has one of.</summary>
public interface IExtension;

/// <summary>Finds or creates an extension.</summary>
public interface IExtensionId
{
    /// <summary>Its type.</summary>
    Type ExtensionType { get; }

    /// <summary>The extension, created unless it is there.</summary>
    object Apply(ActorSystem system);

    /// <summary>The extension, created unless it is there.</summary>
    object Get(ActorSystem system);

    /// <summary>A new one, for the engine only.</summary>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Finds or creates an extension of a type.</summary>
public interface IExtensionId<out T> : IExtensionId where T : IExtension
{
    /// <summary>The extension, created unless it is there.</summary>
    new T Apply(ActorSystem system);

    /// <summary>The extension, created unless it is there.</summary>
    new T Get(ActorSystem system);

    /// <summary>A new one, for the engine only.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>The base of extension ids.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T> where T : IExtension
{
    /// <inheritdoc/>
    public Type ExtensionType => typeof(T);

    /// <inheritdoc/>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    /// <inheritdoc/>
    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    /// <inheritdoc/>
    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is T;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(T).GetHashCode();
}

/// <summary>Finds extensions by type.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension of a type, created by an id of another type unless it is there.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId =>
        system.WithExtension<T>(typeof(TI));

    /// <summary>The extension of a type, created by an id of another type unless it is there.</summary>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId) where T : class, IExtension =>
        system.TryGetExtension<T>(out var there) ? there : (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId));

    /// <summary>The extension of a type; null when it is not there.</summary>
    public static T WithExtension<T>(this ActorSystem system) where T : class, IExtension => system.GetExtension<T>();
}
