#nullable disable
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor stands in the tree: a root with an address, and a name per level.</summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    internal const string ValidSymbols = "\"-_.*$+:@&=,!~';()";
    private readonly ActorPath _parent;

    /// <summary>A root.</summary>
    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    /// <summary>A child of <paramref name="parentPath"/>.</summary>
    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _parent = parentPath;
        Address = parentPath.Address;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
    }

    /// <summary>The address of the system.</summary>
    public Address Address { get; }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>Which of the actors that had this path one after the other; 0 when unknown.</summary>
    public long Uid { get; }

    /// <summary>How many elements stand below the root.</summary>
    public int Depth { get; }

    /// <summary>The path above; the root's is itself.</summary>
    public ActorPath Parent => _parent ?? this;

    /// <summary>The root.</summary>
    public ActorPath Root => ParentOf(0);

    /// <summary>All names from below the root; the root's is one empty name.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            if (Depth == 0) return [""];
            var names = new string[Depth];
            var path = this;
            for (var i = Depth - 1; i >= 0; i--, path = path._parent) names[i] = path.Name;
            return names;
        }
    }

    /// <summary>A child's path.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    /// <summary>The path below, a level per name.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(n => !string.IsNullOrEmpty(n)).Aggregate(path, (p, n) => p / n);

    /// <summary>Equality of address and names.</summary>
    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    /// <summary>Inequality of address or names.</summary>
    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    /// <summary><c>/user/a</c> for <c>[user, a]</c>.</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join("/", pathElements);

    /// <summary>Whether a name may be an actor's.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i], StringComparison.Ordinal)) continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2])) return false;
            i += 2;
        }

        return true;
    }

    /// <summary>A child's path; <c>name#7</c> carries a uid.</summary>
    public ActorPath Child(string childName)
    {
        var hash = childName.IndexOf('#', StringComparison.Ordinal);
        return hash >= 0 && long.TryParse(childName.AsSpan(hash + 1), out var uid)
            ? new ChildActorPath(this, childName[..hash], uid)
            : new ChildActorPath(this, childName, 0);
    }

    /// <summary>The path at a depth above; a negative depth counts from here upwards.</summary>
    public ActorPath ParentOf(int depth)
    {
        var steps = depth >= 0 ? Depth - depth : -depth;
        var path = this;
        for (; steps > 0 && path._parent is not null; steps--) path = path._parent;
        return path;
    }

    /// <summary>The same path with another uid.</summary>
    public ActorPath WithUid(long uid) =>
        _parent is null || uid == Uid ? this : new ChildActorPath(_parent, Name, uid);

    /// <inheritdoc/>
    public bool Equals(ActorPath other)
    {
        if (other is null || Depth != other.Depth) return false;
        if (ReferenceEquals(this, other)) return true;
        if (!Equals(Address, other.Address)) return false;
        for (ActorPath a = this, b = other; ; a = a._parent, b = b._parent)
        {
            if (ReferenceEquals(a, b)) return true;
            if (a.Name != b.Name) return false;
            if (a._parent is null) return true;
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Address);
        for (var path = this; path is not null; path = path._parent) hash.Add(path.Name);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath other)
    {
        if (Depth == 0 && other.Depth == 0) return StringComparer.Ordinal.Compare(ToString(), other.ToString());
        if (Depth == 0) return 1; // roots come last
        if (other.Depth == 0) return -1;
        var mine = Elements;
        var theirs = other.Elements;
        for (var i = 0; i < Math.Min(mine.Count, theirs.Count); i++)
        {
            var order = StringComparer.Ordinal.Compare(mine[i], theirs[i]);
            if (order != 0) return order;
        }

        var depth = Depth.CompareTo(other.Depth);
        return depth != 0 ? depth : StringComparer.Ordinal.Compare(Address.ToString(), other.Address.ToString());
    }

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    /// <summary>Stands for a path in storage.</summary>
    public sealed class Surrogate : ISurrogate, IEquatable<Surrogate>, IEquatable<ActorPath>
    {
        /// <summary>With the path as text.</summary>
        public Surrogate(string path) => Path = path;

        /// <summary>The path as text.</summary>
        public string Path { get; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var path) ? path : null;

        /// <inheritdoc/>
        public bool Equals(Surrogate other) => other is not null && Path == other.Path;

        /// <inheritdoc/>
        public bool Equals(ActorPath other) => other is not null && Path == other.ToSerializationFormat();

        /// <inheritdoc/>
        public override bool Equals(object obj) => Equals(obj as Surrogate) || Equals(obj as ActorPath);

        /// <inheritdoc/>
        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
    }
}

/// <summary>The root of a system's tree.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>With an address.</summary>
    public RootActorPath(Address address, string name = "") : base(address, name)
    {
    }
}

/// <summary>Any path below a root.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>With a parent, a name and a uid.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid) : base(parentPath, name, uid)
    {
    }
}
