using Akka.Configuration.Hocon;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Akka.Configuration;

/// <summary>Makes configurations from text and from resources of assemblies.</summary>
[SuppressMessage("Design", "CA1052", Justification = "Akka.NET's is not static.")]
[SuppressMessage("Naming", "CA1716", Justification = "Akka.NET's name.")]
public class ConfigurationFactory
{
    private const string ReferenceResource = "Akka.Configuration.reference.conf";

    /// <summary>A configuration with nothing in it.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>Reads HOCON.</summary>
    /// <exception cref="ConfigurationException">A syntax error (with line, column and what was expected), an include, or a substitution without a value.</exception>
    public static Config ParseString(string hocon) => new(Parser.Parse(hocon, null));

    /// <summary>Reads HOCON with includes.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Gets what stands after <c>include</c> and returns its content; null from it is an error unless the name can be missed.</param>
    /// <exception cref="ConfigurationException">A syntax error, with line, column and what was expected, or a substitution without a value.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot?>? includeCallback) => new(Parser.Parse(hocon, includeCallback));

    /// <summary>The configuration of the process. This engine reads no app.config: it is empty.</summary>
    public static Config Load() => Empty;

    /// <summary>The defaults of the engine itself.</summary>
    public static Config Default() => FromResource(ReferenceResource, typeof(ConfigurationFactory).Assembly);

    /// <summary>Reads HOCON from a resource of the assembly that <paramref name="instanceInAssembly"/>'s type comes from.</summary>
    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return FromResource(resourceName, (instanceInAssembly as Type ?? instanceInAssembly.GetType()).Assembly);
    }

    /// <summary>Reads HOCON from a resource of the assembly that <typeparamref name="TAssembly"/> comes from.</summary>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Reads HOCON from a resource of an assembly.</summary>
    /// <exception cref="ConfigurationException">There is no such resource; the message lists those there are.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no resource \"{resourceName}\", but: {string.Join(", ", assembly.GetManifestResourceNames())}.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
