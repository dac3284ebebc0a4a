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
    public static bool TryParse(string path, out Address address) => TryParse(path.AsSpan(), out address, out _);

    /// <summary>Reads an address and gives the path after it, <c>/</c> when there is none.</summary>
    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        var isRead = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = isRead ? rest.ToString() : null;
        return isRead;
    }

    /// <summary>Reads an address; a path after it is ignored.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => TryParse(span, out address, out _);

    /// <summary>Reads an address and gives the path after it, <c>/</c> when there is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = default;
        var scheme = span.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0) return false;
        var authority = span[(scheme + 3)..];
        var slash = authority.IndexOf('/');
        var path = slash < 0 ? "/" : authority[slash..];
        if (!TryParseAuthority(span[..scheme].ToString(), slash < 0 ? authority : authority[..slash], out address)) return false;
        absolutUri = path;
        return true;
    }

    private static bool TryParseAuthority(string protocol, ReadOnlySpan<char> authority, out Address address)
    {
        address = null;
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            if (authority.IsEmpty || authority.Contains(':')) return false;
            address = new Address(protocol, authority.ToString());
            return true;
        }

        var colon = authority.LastIndexOf(':');
        if (colon <= at + 1 || !int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        address = new Address(protocol, authority[..at].ToString(), authority[(at + 1)..colon].ToString(), port);
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
