namespace Akka.Serialization;

/// <summary>Names of types as they stand in HOCON and in the journal.</summary>
internal static class TypeNames
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, string> _names = new();

    /// <summary><c>Namespace.Type, Assembly</c>, without versions, so that a newer assembly still finds it.</summary>
    public static string Qualified(Type type) => _names.GetOrAdd(type, t => $"{Name(t)}, {AssemblyName(t)}");

    private static string Name(Type type)
    {
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (!type.IsGenericType)
            return type.FullName!;
        var arguments = type.GetGenericArguments().Select(argument => $"[{Qualified(argument)}]");
        return $"{type.GetGenericTypeDefinition().FullName}[{string.Join(",", arguments)}]";
    }

    private static string AssemblyName(Type type) => type.Assembly.GetName().Name!;
}
