using System.Reflection;

namespace Akka.Embedded.Tests.Surface;

/// <summary>
/// The public and protected surface of an assembly, a line a member, in the form of the listings of Akka.NET:
/// kind, owner and name, parameters, type.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly string[] Roots = ["System.Object", "System.ValueType", "System.Enum", "System.MulticastDelegate"];

    public static IReadOnlyCollection<string> Of(Assembly assembly)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(IsVisible))
        {
            lines.Add($"{KindOf(type)} {NameOf(type)} : {string.Join(", ", BasesOf(type))}".TrimEnd(' ', ':'));
            foreach (var field in type.GetFields(Declared).Where(f => f is { IsSpecialName: false } and ({ IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true })))
                lines.Add($"field {NameOf(type)}.{field.Name} : {NameOf(field.FieldType)}");
            foreach (var constructor in type.GetConstructors(Declared).Where(c => IsSeen(c) && !c.IsStatic))
                lines.Add($"constructor {NameOf(type)}({ParametersOf(constructor)})");
            foreach (var method in type.GetMethods(Declared).Where(IsSeen))
                lines.Add($"{ModifierOf(method)}method {NameOf(type)}.{method.Name}{GenericsOf(method)}({ParametersOf(method)}) : {NameOf(method.ReturnType)}");
        }

        return lines;
    }

    private static IEnumerable<string> BasesOf(Type type) =>
        new[] { type.BaseType }.Concat(type.GetInterfaces()).OfType<Type>().Where(t => !Roots.Contains(t.FullName)).Select(NameOf).Order(StringComparer.Ordinal);

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static bool IsSeen(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('<', StringComparison.Ordinal);

    private static string KindOf(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { BaseType.FullName: "System.MulticastDelegate" } => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string ModifierOf(MethodInfo method) =>
        method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "";

    private static string GenericsOf(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(",", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "") + NameOf(p.ParameterType) + " " + p.Name + (p.HasDefaultValue ? " = default" : "")));

    private static string NameOf(Type type)
    {
        if (type.IsByRef) return "ref " + NameOf(type.GetElementType()!);
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return type.Name;
        var owner = type.IsNested ? NameOf(type.DeclaringType!).Split('<')[0] + "." : string.IsNullOrEmpty(type.Namespace) ? "" : type.Namespace + ".";
        var name = owner + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(NameOf))}>" : name;
    }
}
