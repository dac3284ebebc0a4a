#nullable disable
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The configuration of a system, given in code.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config)
    {
        Config = config;
    }

    /// <summary>The configuration; absent for the engine's defaults alone.</summary>
    public Option<Config> Config { get; }

    /// <summary>With nothing in it.</summary>
    public static BootstrapSetup Create() => new(Option<Config>.None);

    /// <summary>With a configuration.</summary>
    public BootstrapSetup WithConfig(Config config) => new(config);

    /// <summary>With a configuration that stands behind the other.</summary>
    public BootstrapSetup WithConfigFallback(Config config) =>
        new(Config.HasValue ? Config.Value.WithFallback(config) : config);
}
