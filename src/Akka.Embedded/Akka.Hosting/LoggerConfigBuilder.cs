using Akka.Configuration;
using Akka.Event;

namespace Akka.Hosting;

/// <summary>Says where the actor system's log goes and how much of it.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    /// <summary>The lowest level that is written.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether the whole configuration is written when the system starts.</summary>
    public bool LogConfigOnStart { get; set; }

    internal AkkaConfigurationBuilder Builder { get; }

    /// <summary>Takes out all loggers, the default one too.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds a logger: an actor that takes log events.</summary>
    public LoggerConfigBuilder AddLogger<T>() where T : Dispatch.IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        _loggers.Add(typeof(T));
        return this;
    }

    internal Config ToConfig() => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = {{Level}}
          log-config-on-start = {{LogConfigOnStart.ToHocon()}}
          loggers = [{{string.Join(", ", _loggers.Select(type => $"{type.FullName}, {type.Assembly.GetName().Name}".ToHocon()))}}]
        }
        """);

    private string Level => LogLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        _ => "ERROR",
    };
}
