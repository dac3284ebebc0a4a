namespace Akka.Hosting;

/// <summary>Where added HOCON stands among what is there already.</summary>
public enum HoconAddMode
{
    /// <summary>Behind: it counts only where nothing else does.</summary>
    Append,

    /// <summary>In front: it counts before everything else.</summary>
    Prepend,

    /// <summary>In place of everything else.</summary>
    Replace,
}
