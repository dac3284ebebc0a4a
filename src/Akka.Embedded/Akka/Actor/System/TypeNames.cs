#nullable disable
namespace Akka.Actor.Internal;

/// <summary>Finds the types that configurations name.</summary>
internal static class TypeNames
{
    /// <summary>The type; the test kit's is also found where the name says <c>Akka</c> for its assembly. Null when there is none.</summary>
    public static Type Resolve(string name)
    {
        if (Type.GetType(name) is { } type) return type;
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var full = comma < 0 ? name : name[..comma];
        return full.StartsWith("Akka.TestKit.", StringComparison.Ordinal) ? Type.GetType(full + ", Akka.TestKit") : null;
    }
}
