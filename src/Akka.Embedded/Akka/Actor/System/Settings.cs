#nullable disable
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The settings of a system, read once at its start.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private Config _fallback;

    /// <summary>From a configuration, with the engine's defaults behind it.</summary>
    public Settings(ActorSystem system, Config config) : this(system, config, ActorSystemSetup.Empty)
    {
    }

    /// <summary>From a configuration, with the engine's defaults behind it, and settings given in code.</summary>
    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config;
        _fallback = ConfigurationFactory.Default();
        Config = config.WithFallback(_fallback);
        Read();
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>Settings given in code.</summary>
    public ActorSystemSetup Setup { get; }

    /// <summary>The configuration with all defaults behind it.</summary>
    public Config Config { get; private set; }

    /// <summary>The scheduler's type.</summary>
    public string SchedulerClass { get; private set; }

    /// <summary>The type that makes the user guardian's strategy.</summary>
    public string SupervisorStrategyClass { get; private set; }

    /// <summary>The loggers' types.</summary>
    public IList<string> Loggers { get; private set; }

    /// <summary>The loggers' dispatcher.</summary>
    public string LoggersDispatcher { get; private set; }

    /// <summary>How long a logger may take to start.</summary>
    public TimeSpan LoggerStartTimeout { get; private set; }

    /// <summary>Whether loggers' starts are not waited for.</summary>
    public bool LoggerAsyncStart { get; private set; }

    /// <summary>The lowest level that is logged.</summary>
    public string LogLevel { get; private set; }

    /// <summary>The lowest level on standard output before and after the loggers' time.</summary>
    public string StdoutLogLevel { get; private set; }

    /// <summary>The logger before and after the others' time.</summary>
    public MinimalLogger StdoutLogger { get; private set; }

    /// <summary>Whether the configuration is logged at the start.</summary>
    public bool LogConfigOnStart { get; private set; }

    /// <summary>How many dead letters are logged; <see cref="int.MaxValue"/> for all, 0 for none.</summary>
    public int LogDeadLetters { get; private set; }

    /// <summary>Whether they are logged while the system ends.</summary>
    public bool LogDeadLettersDuringShutdown { get; private set; }

    /// <summary>How long none is logged after too many.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; private set; }

    /// <summary>How long Ask waits without a time of its own.</summary>
    public TimeSpan AskTimeout { get; private set; }

    /// <summary>How long creating an actor may take.</summary>
    public TimeSpan CreationTimeout { get; private set; }

    /// <summary>Whether messages of actors with <see cref="ILogReceive"/> are logged.</summary>
    public bool AddLoggingReceive { get; private set; }

    /// <summary>Whether messages that cells handle themselves are logged.</summary>
    public bool DebugAutoReceive { get; private set; }

    /// <summary>Whether starts, restarts and stops are logged.</summary>
    public bool DebugLifecycle { get; private set; }

    /// <summary>Whether subscriptions are logged.</summary>
    public bool DebugEventStream { get; private set; }

    /// <summary>Whether unhandled messages are logged.</summary>
    public bool DebugUnhandledMessage { get; private set; }

    /// <summary>Whether dropped timer messages are logged.</summary>
    public bool DebugTimerScheduler { get; private set; }

    /// <summary>Whether starts, restarts and stops are published as events.</summary>
    public bool EmitActorTelemetry { get; private set; }

    /// <summary>Whether a coordinated shutdown ends the system.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; private set; }

    /// <summary>Whether ending the system runs the coordinated shutdown.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; private set; }

    /// <summary>Puts defaults behind all others, as extensions do.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = _fallback.WithFallback(config);
        Config = _userConfig.WithFallback(_fallback);
    }

    /// <inheritdoc/>
    public override string ToString() => Config.ToString();

    private void Read()
    {
        var akka = Config.GetConfig("akka");
        SchedulerClass = akka.GetString("scheduler.implementation");
        SupervisorStrategyClass = akka.GetString("actor.guardian-supervisor-strategy");
        Loggers = akka.GetStringList("loggers");
        LoggersDispatcher = akka.GetString("loggers-dispatcher");
        LoggerStartTimeout = akka.GetTimeSpan("logger-startup-timeout");
        LoggerAsyncStart = akka.GetBoolean("logger-async-start");
        LogLevel = akka.GetString("loglevel");
        StdoutLogLevel = akka.GetString("stdout-loglevel");
        var stdout = akka.GetString("stdout-logger-class", "");
        StdoutLogger = string.IsNullOrWhiteSpace(stdout) || Type.GetType(stdout) == typeof(StandardOutLogger)
            ? new StandardOutLogger()
            : (MinimalLogger)Activator.CreateInstance(Type.GetType(stdout, throwOnError: true));
        LogConfigOnStart = akka.GetBoolean("log-config-on-start");
        ReadDeadLetters(akka);
        AskTimeout = akka.GetTimeSpan("actor.ask-timeout");
        CreationTimeout = akka.GetTimeSpan("actor.creation-timeout");
        EmitActorTelemetry = akka.GetBoolean("actor.telemetry.enabled");
        AddLoggingReceive = akka.GetBoolean("actor.debug.receive");
        DebugAutoReceive = akka.GetBoolean("actor.debug.autoreceive");
        DebugLifecycle = akka.GetBoolean("actor.debug.lifecycle");
        DebugEventStream = akka.GetBoolean("actor.debug.event-stream");
        DebugUnhandledMessage = akka.GetBoolean("actor.debug.unhandled");
        DebugTimerScheduler = akka.GetBoolean("actor.debug.log-timers");
        CoordinatedShutdownTerminateActorSystem = akka.GetBoolean("coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = akka.GetBoolean("coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            throw new ConfigurationException("akka.coordinated-shutdown.run-by-actor-system-terminate=on and "
                + "akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination.");
        }
    }

    private void ReadDeadLetters(Config akka)
    {
        LogDeadLetters = akka.GetString("log-dead-letters")?.ToLowerInvariant() switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => akka.GetInt("log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = akka.GetBoolean("log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = akka.GetString("log-dead-letters-suspend-duration") == "infinite"
            ? Timeout.InfiniteTimeSpan
            : akka.GetTimeSpan("log-dead-letters-suspend-duration");
    }
}
