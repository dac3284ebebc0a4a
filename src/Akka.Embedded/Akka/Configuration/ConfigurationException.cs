using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration that can't be read or used: what is wrong, where, and what was expected.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>An exception that says what is wrong.</summary>
    public ConfigurationException(string message) : base(message) { }

    /// <summary>An exception that says what is wrong and what it came from.</summary>
    public ConfigurationException(string message, Exception exception) : base(message, exception) { }

    /// <summary>The exception for a section that <typeparamref name="T"/> needs and that is not there or is empty.</summary>
    /// <param name="path">Where the section was looked for; null when it was handed over.</param>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) => new(string.IsNullOrEmpty(path)
        ? $"{typeof(T).FullName} got no configuration: the section is missing or empty."
        : $"{typeof(T).FullName} needs the configuration section \"{path}\", which is missing or empty.");
}
