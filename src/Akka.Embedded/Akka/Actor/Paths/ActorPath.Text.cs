#nullable disable
using System.Globalization;
using System.Text;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    /// <summary>Reads <c>akka://system/user/a</c>, with or without a uid behind <c>#</c>.</summary>
    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Reads a path.</summary>
    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        return Address.TryParse(path.AsSpan(), out var address, out var rest) && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>Reads <c>/user/a</c> below a given root.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) => TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Reads <c>/user/a</c> below a given root.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath)
    {
        actorPath = basePath;
        if (absoluteUri.Length == 0 || absoluteUri[0] != '/') return false;
        var names = absoluteUri.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            var hash = i == names.Length - 1 ? name.IndexOf('#', StringComparison.Ordinal) : -1;
            var uid = 0L;
            if (hash >= 0 && !long.TryParse(name.AsSpan(hash + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out uid)) return false;
            actorPath = new ChildActorPath(actorPath, hash < 0 ? name : name[..hash], uid);
        }

        return true;
    }

    /// <summary>Reads the address in front of a path.</summary>
    public static bool TryParseAddress(string path, out Address address) => Address.TryParse(path, out address);

    /// <summary>Reads the address in front of a path and gives the path after it.</summary>
    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) => Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary><c>/user/a</c>.</summary>
    public string ToStringWithoutAddress()
    {
        if (Depth == 0) return "/";
        var text = new StringBuilder();
        foreach (var name in Elements) text.Append('/').Append(name);
        return text.ToString();
    }

    /// <summary><c>akka://system/user/a</c>.</summary>
    public override string ToString() => Address + ToStringWithoutAddress();

    /// <summary><c>akka://system/user/a#7</c>; without a uid, the same as <see cref="ToString"/>.</summary>
    public string ToStringWithUid() => AppendUid(ToString());

    /// <summary>With its own address.</summary>
    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>With the given address, unless its own is remote.</summary>
    public string ToStringWithAddress(Address address) =>
        (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    /// <summary>With address and uid.</summary>
    public string ToSerializationFormat() => ToSerializationFormatWithAddress(Address);

    /// <summary>With the given address, unless its own is remote, and uid.</summary>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    private string AppendUid(string path) =>
        Uid == 0 ? path : path + "#" + Uid.ToString(CultureInfo.InvariantCulture);
}
