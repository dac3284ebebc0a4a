using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Writes the actor system's log to the host's, with the source and the actor as scope.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggerFactory _factory;
    private readonly Dictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    /// <summary>A logger for the factory in the system's <see cref="LoggerFactorySetup"/>.</summary>
    /// <exception cref="Configuration.ConfigurationException">There is no such setup.</exception>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _factory = setup.HasValue ? setup.Value.LoggerFactory : throw new Configuration.ConfigurationException(
            $"{nameof(LoggerFactoryLogger)} needs a {nameof(LoggerFactorySetup)}: add it by AddLoggerFactory.");
    }

    /// <summary>Writes one entry.</summary>
    protected virtual void Log(LogEvent log, ActorPath path)
    {
        var source = log.LogClass?.FullName ?? log.LogSource;
        if (!_loggers.TryGetValue(source, out var logger))
            _loggers[source] = logger = _factory.CreateLogger(source);
        var level = log.LogLevel() switch
        {
            AkkaLevel.DebugLevel => HostLevel.Debug,
            AkkaLevel.InfoLevel => HostLevel.Information,
            AkkaLevel.WarningLevel => HostLevel.Warning,
            _ => HostLevel.Error,
        };
        logger.Log(level, log.Cause, "[{Source}] {Message}", log.LogSource, log.Message);
    }

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent log:
                Log(log, Self.Path);
                return true;
            default:
                return false;
        }
    }
}
