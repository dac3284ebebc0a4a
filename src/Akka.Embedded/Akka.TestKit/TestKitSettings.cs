using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings in <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>From a configuration.</summary>
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        LogTestKitCalls = config.GetBoolean("akka.test.test-kit-log-calls");
        if (TestTimeFactor <= 0) throw new ConfigurationException($@"Expected a positive value for ""akka.test.timefactor"" but found {TestTimeFactor}");
    }

    /// <summary>The time limit of latches and the like.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long an expectation of a message waits.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>By what times are multiplied.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether the test kit's calls are logged.</summary>
    public bool LogTestKitCalls { get; }
}

/// <summary>Makes the settings of a system.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    /// <summary>The settings of a system.</summary>
    public static TestKitSettings For(ActorSystem system) => system.WithExtension<TestKitSettings, TestKitExtension>();

    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(TestKitBase.DefaultConfig);
        return new TestKitSettings(system.Settings.Config);
    }
}
