#nullable disable
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>An event bus that also starts and ends the loggers.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private readonly List<IActorRef> _loggers = [];
    private LogLevel _logLevel;
    private MinimalLogger _stdout;

    /// <summary>The lowest level that is logged.</summary>
    public LogLevel LogLevel => _logLevel;

    /// <summary>Sets the lowest level that is logged.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        _logLevel = logLevel;
        foreach (var logger in Loggers()) SubscribeLogger(logger, logLevel);
    }

    /// <summary>Writes to standard output until the loggers have started.</summary>
    public void StartStdoutLogger(Settings config)
    {
        _stdout = config.StdoutLogger;
        _logLevel = Logging.LogLevelFor(config.StdoutLogLevel);
        SubscribeLogger(_stdout, _logLevel);
    }

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    internal void StartLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var level = Logging.LogLevelFor(settings.LogLevel);
        foreach (var name in settings.Loggers)
        {
            var type = Type.GetType(name) ?? throw new ConfigurationException($@"Logger specified in config cannot be found: ""{name}""");
            if (type == typeof(StandardOutLogger)) continue;
            Add(system, type, level);
        }

        SetLogLevel(level);
        if (_stdout is not null && !settings.Loggers.Any(n => Type.GetType(n) == typeof(StandardOutLogger))) Unsubscribe(_stdout);
    }

    /// <summary>Ends the loggers; what is still logged goes to standard output.</summary>
    internal void StopLoggers(Settings settings)
    {
        IActorRef[] loggers;
        lock (_loggers)
        {
            loggers = [.. _loggers];
            _loggers.Clear();
        }

        var level = Logging.LogLevelFor(settings.StdoutLogLevel);
        if (level < Logging.Off && _stdout is not null) SubscribeLogger(_stdout, level);
        foreach (var logger in loggers)
        {
            Unsubscribe(logger);
            (logger as IInternalActorRef)?.Stop();
        }
    }

    private void Add(ActorSystemImpl system, Type type, LogLevel level)
    {
        var settings = system.Settings;
        var name = $"log{_loggers.Count + 1}-{Logging.SimpleName(type)}";
        var logger = system.StartLogger(Props.Create(type).WithDispatcher(settings.LoggersDispatcher), name);
        var started = logger.Ask(new InitializeLogger(this), settings.LoggerStartTimeout);
        if (!settings.LoggerAsyncStart && (!Wait(started, settings.LoggerStartTimeout) || started.Result is not LoggerInitialized))
        {
            var reason = $"Logger [{type}] did not respond within {settings.LoggerStartTimeout} to InitializeLogger, will be ignored";
            Publish(new Warning(nameof(LoggingBus), GetType(), reason));
        }

        lock (_loggers) _loggers.Add(logger);
        SubscribeLogger(logger, level);
    }

    private static bool Wait(Task task, TimeSpan timeout)
    {
        try
        {
            return task.Wait(timeout);
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    private IActorRef[] Loggers()
    {
        lock (_loggers) return [.. _loggers];
    }

    private void SubscribeLogger(IActorRef logger, LogLevel lowest)
    {
        for (var level = LogLevel.DebugLevel; level <= LogLevel.ErrorLevel; level++)
        {
            if (level >= lowest) Subscribe(logger, level.ClassFor());
            else Unsubscribe(logger, level.ClassFor());
        }
    }
}
