#nullable disable
namespace Akka.Event;

/// <summary>How much a log line matters.</summary>
public enum LogLevel
{
    /// <summary>For those who look for a fault.</summary>
    DebugLevel,

    /// <summary>What goes on.</summary>
    InfoLevel,

    /// <summary>Something is odd.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}
