using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Hosting;

/// <summary>Help with configurations.</summary>
public static class Util
{
    /// <summary>A configuration with all of another below a path.</summary>
    public static Config MoveTo(this Config config, string path)
    {
        var value = config.Root;
        foreach (var key in Enumerable.Reverse(HoconText.SplitPath(path)))
            value = value.AtKey(key).Root;
        return value.ToConfig();
    }
}
