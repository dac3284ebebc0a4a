using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A test's actor system and test actor, with expectations of what that actor receives.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _testActorNumber;
    private readonly ITestKitAssertions _assertions;
    private MessageQueue _queue;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private ActorSystem _system;

    /// <summary>With a system, or one of its own when that is null.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>With a system of its own, from settings given in code.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>With a system of its own, from a configuration.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, Setup(config), actorSystemName, testActorName)
    {
    }

    /// <summary>With a system, or one of its own when that is null.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions), "The supplied assertions must not be null.");
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The test kit's defaults.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString("""akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]""")
        .WithFallback(ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf"));

    /// <summary>The defaults with all debug lines of actors.</summary>
    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka.loglevel = DEBUG
        akka.actor.debug { receive = on, autoreceive = on, lifecycle = on, event-stream = on, unhandled = on }
        """);

    /// <summary>The time on the clock that never jumps.</summary>
    public static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    /// <summary>The system.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The settings in <c>akka.test</c>.</summary>
    public TestKitSettings TestKitSettings { get; private set; }

    /// <summary>The actor whose messages the test expects; the sender of what the test sends.</summary>
    public IActorRef TestActor { get; private set; }

    /// <summary>Expects, counts and hides log lines.</summary>
    public EventFilterFactory EventFilter { get; private set; }

    /// <summary>The last message that the test took.</summary>
    public object LastMessage => _last.Message;

    /// <summary>Who sent the last message that the test took.</summary>
    public IActorRef LastSender => _last.Sender;

    /// <summary>Whether messages wait.</summary>
    public bool HasMessages => _queue.Count > 0;

    /// <summary>The system's log.</summary>
    protected internal ILoggingAdapter Log => _system.Log;

    /// <summary>Prepares system and test actor.</summary>
    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        if (system is null)
        {
            var bootstrap = config.Get<BootstrapSetup>();
            var given = bootstrap.HasValue ? bootstrap.Value : BootstrapSetup.Create();
            var withDefaults = ReferenceEquals(given.Config.Value, DefaultConfig) ? given : given.WithConfigFallback(DefaultConfig);
            system = ActorSystem.Create(actorSystemName ?? "test", config.And(withDefaults));
        }

        _system = system;
        system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(system);
        _queue = new MessageQueue();
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(system, testActorName ?? $"testActor{Interlocked.Increment(ref _testActorNumber)}");
        if (this is not INoImplicitSender) SendFromTestActor((LocalActorRef)TestActor);
    }

    /// <summary>Prepares system and test actor.</summary>
    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, Setup(config), actorSystemName, testActorName);

    /// <summary>Another test actor, whose messages join this one's.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(_system, name);

    /// <summary>An event filter for a system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>A probe: a test actor of its own.</summary>
    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(_system, name);

    /// <summary>A probe in a system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);

    /// <summary>A latch that opens after a number of calls.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    /// <summary>A barrier that opens once a number of threads wait at it.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Lets a pilot act on messages before the test sees them.</summary>
    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestActor.SetAutoPilot(pilot));

    /// <summary>Multiplies a time by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration.IsPositiveFinite() ? new TimeSpan((long)(duration.Ticks * TestKitSettings.TestTimeFactor)) : duration;

    /// <summary>Ends the system and waits for it.</summary>
    /// <param name="duration">How long; by default five seconds, ten at most.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not end fails the test.</param>
    protected virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(_system, duration, verifySystemShutdown);

    /// <summary>Ends a system and waits for it.</summary>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= _system;
        var limit = duration ?? TimeSpanExtensions.Min(Dilated(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(limit)) return;
        var message = $"Failed to stop [{system.Name}] within [{limit}]\n{((ExtendedActorSystem)system).PrintTree()}";
        if (verifySystemShutdown) throw new TimeoutException(message);
        system.Log.Warning(message);
    }

    internal ITestKitAssertions Assertions => _assertions;

    private static ActorSystemSetup Setup(Config config) => ActorSystemSetup.Empty.And(BootstrapSetup.Create().WithConfig(config));

    private IActorRef CreateTestActor(ActorSystem system, string name)
    {
        var queue = _queue;
        var props = Props.Create(() => new InternalTestActor(queue)).WithDispatcher("akka.test.test-actor.dispatcher");
        return ((ExtendedActorSystem)system).SystemActorOf(props, name);
    }

    private static void SendFromTestActor(LocalActorRef testActor)
    {
        ActorCell.Current = testActor.Cell;
        SynchronizationContext.SetSynchronizationContext(new ImplicitSenderContext(testActor.Cell));
    }
}
