#nullable disable
using Akka.Util;
using System.Globalization;

namespace Akka.Actor;

/// <summary>Names an actor system and, when it is remote, its host and port.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>Stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>With protocol and system; host and port only for a remote one.</summary>
    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    /// <summary>The host; null for a local address.</summary>
    public string Host { get; }

    /// <summary>The port; null for a local address.</summary>
    public int? Port { get; }

    /// <summary>The system's name.</summary>
    public string System { get; }

    /// <summary>The protocol, <c>akka</c> for a local address.</summary>
    public string Protocol { get; }

    /// <summary>Whether it has no host.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>Whether it has a host.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>Equality of all four parts.</summary>
    public static bool operator ==(Address left, Address right) => Equals(left, right);

    /// <summary>Inequality of any part.</summary>
    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    /// <summary>Reads <c>protocol://system</c> or <c>protocol://system@host:port</c>.</summary>
    /// <exception cref="UriFormatException">The text is no address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"'{address}' is no address: write protocol://system or protocol://system@host:port.");

    /// <summary>Reads an address; a path after it is ignored.</summary>
    public static bool TryParse(string path, out Address address)
    {
        address = null;
        var scheme = path?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (scheme <= 0) return false;
        var rest = path[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            if (authority.Length == 0 || authority.Contains(':', StringComparison.Ordinal)) return false;
            address = new Address(path[..scheme], authority);
            return true;
        }

        var colon = authority.LastIndexOf(':');
        if (colon < at || !int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        address = new Address(path[..scheme], authority[..at], authority[(at + 1)..colon], port);
        return true;
    }

    /// <summary><c>system</c> or <c>system@host:port</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    /// <summary>The same with another host.</summary>
    public Address WithHost(string host = null) => new(Protocol, System, host, Port);

    /// <summary>The same with another port.</summary>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same with another protocol.</summary>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The same with another system.</summary>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <inheritdoc/>
    public object Clone() => new Address(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public bool Equals(Address other) => other is not null && (ReferenceEquals(this, other)
        || (Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol));

    /// <inheritdoc/>
    public override bool Equals(object obj) => Equals(obj as Address);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Host, Port, System, Protocol);

    /// <inheritdoc/>
    public int CompareTo(Address other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <inheritdoc/>
    int IComparable.CompareTo(object obj) => CompareTo((Address)obj);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new AddressSurrogate { Text = ToString() };

    /// <inheritdoc/>
    public override string ToString() => HasLocalScope
        ? $"{Protocol}://{System}"
        : string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}:{Port}");

    private sealed class AddressSurrogate : ISurrogate
    {
        public string Text { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Text);
    }
}
