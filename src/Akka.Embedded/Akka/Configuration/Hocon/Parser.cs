using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON.</summary>
[SuppressMessage("Design", "CA1052", Justification = "Akka.NET's is not static.")]
public class Parser
{
    /// <summary>Reads a text and resolves its substitutions.</summary>
    /// <param name="text">HOCON or JSON, an object (braces optional) or an array.</param>
    /// <param name="includeCallback">Gets what stands after <c>include</c> and returns its content; null when includes are an error.</param>
    /// <exception cref="ConfigurationException">Names line, column and what was expected.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HoconRoot(HoconResolver.Resolve(new HoconGrammar(text, includeCallback).ReadDocument()));
    }
}
