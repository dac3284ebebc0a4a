namespace Akka.Configuration.Hocon;

/// <summary>Something that holds an object, or not.</summary>
public interface IMightBeAHoconObject
{
    /// <summary>Whether it holds an object.</summary>
    bool IsObject();

    /// <summary>The object it holds; null when it holds something else.</summary>
    HoconObject? GetObject();
}
