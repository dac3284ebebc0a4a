using Akka.Actor;

namespace Akka.Serialization;

/// <summary>For whom something is being serialized.</summary>
public sealed class Information : IEquatable<Information>
{
    /// <summary>An address and a system.</summary>
    public Information(Address address, ActorSystem system)
    {
        Address = address;
        System = system;
    }

    /// <summary>The address that references to actors of this system get.</summary>
    public Address Address { get; }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <inheritdoc />
    public bool Equals(Information? other) => other is not null && Equals(Address, other.Address) && ReferenceEquals(System, other.System);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Information);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Address, System);

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(Information? left, Information? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Information? left, Information? right) => !Equals(left, right);
}
