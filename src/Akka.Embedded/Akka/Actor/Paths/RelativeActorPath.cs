#nullable disable
namespace Akka.Actor;

/// <summary>Takes a path that is relative to an actor apart.</summary>
public static class RelativeActorPath
{
    /// <summary>The names in it; null when the text is an absolute path with an address, or malformed.</summary>
    public static IEnumerable<string> Unapply(string addr)
    {
        if (!Uri.TryCreate(addr, UriKind.RelativeOrAbsolute, out var uri)) return null;
        return uri.IsAbsoluteUri && uri.Scheme != Uri.UriSchemeFile ? null : addr.Split('#')[0].Split('/');
    }
}
