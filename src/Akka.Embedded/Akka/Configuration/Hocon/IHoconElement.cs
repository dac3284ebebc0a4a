namespace Akka.Configuration.Hocon;

/// <summary>One part of a value: a literal, an array or an object.</summary>
public interface IHoconElement
{
    /// <summary>Whether it can be read as text.</summary>
    bool IsString();

    /// <summary>Its text; null for the literal null.</summary>
    string? GetString();

    /// <summary>Whether it is an array.</summary>
    bool IsArray();

    /// <summary>Its elements.</summary>
    /// <exception cref="ConfigurationException">It is no array.</exception>
    IList<HoconValue> GetArray();
}
