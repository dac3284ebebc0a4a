using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of test classes in xunit: a system and a test actor per test. Disposing it ends the system.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the system's log goes; null for standard output.</summary>
    protected readonly ITestOutputHelper Output;

    private bool _disposed;

    /// <summary>With a system, or one of its own when that is null.</summary>
    public TestKit(ActorSystem system = null, ITestOutputHelper output = null) : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>With a system of its own, from settings given in code.</summary>
    public TestKit(ActorSystemSetup config, string actorSystemName = null, ITestOutputHelper output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>With a system of its own, from a configuration.</summary>
    public TestKit(Config config, string actorSystemName = null, ITestOutputHelper output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>With a system of its own, from a configuration in HOCON.</summary>
    public TestKit(string config, ITestOutputHelper output = null) : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>The defaults with all debug lines of actors.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>The test kit's defaults.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Xunit's assertions.</summary>
    protected static new XunitAssertions Assertions { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called at the end of each test, before the system ends.</summary>
    protected virtual void AfterAll()
    {
    }

    /// <summary>Ends the system.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing) return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }

    /// <summary>Sends a system's log to the test's output.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, null);

    /// <summary>Sends a system's log to the test's output, with a prefix.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is null) return;
        var output = string.IsNullOrEmpty(prefix) ? Output : new PrefixedOutput(Output, prefix);
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TimeSpan.FromSeconds(3)).GetAwaiter().GetResult();
    }
}
