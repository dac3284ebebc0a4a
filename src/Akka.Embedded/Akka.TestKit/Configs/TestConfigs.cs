using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations for tests.</summary>
public static class TestConfigs
{
    /// <summary>The test kit's defaults.</summary>
    public static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>With the scheduler whose time the test moves.</summary>
    public static Config TestSchedulerConfig { get; } =
        ConfigurationFactory.ParseString("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """).WithFallback(DefaultConfig);
}
