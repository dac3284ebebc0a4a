using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting.Logging;

/// <summary>Hands the host's logs to the actor system.</summary>
public class LoggerFactorySetup : Setup
{
    /// <summary>A setup with a factory.</summary>
    public LoggerFactorySetup(ILoggerFactory loggerFactory) => LoggerFactory = loggerFactory;

    /// <summary>The factory.</summary>
    public ILoggerFactory LoggerFactory { get; }
}
