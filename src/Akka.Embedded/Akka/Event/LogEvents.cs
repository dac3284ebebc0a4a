#nullable disable
using Akka.Actor;
using System.Globalization;

namespace Akka.Event;

/// <summary>One line for the log.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Takes the time and the thread.</summary>
    protected LogEvent()
    {
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
        Thread = Thread.CurrentThread;
    }

    /// <summary>What failed; null when nothing did.</summary>
    public Exception Cause { get; protected set; }

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>On which thread.</summary>
    public Thread Thread { get; }

    /// <summary>Where it comes from, mostly an actor's path.</summary>
    public string LogSource { get; protected set; }

    /// <summary>The type that logs.</summary>
    public Type LogClass { get; protected set; }

    /// <summary>The message; a <see cref="LogMessage"/> is formatted by its ToString.</summary>
    public object Message { get; protected set; }

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var level = LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant();
        var time = Timestamp.ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var line = $"[{level}][{time}Z][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}";
        return Cause is null ? line : line + Environment.NewLine + "Cause: " + Cause;
    }
}

/// <summary>Something failed.</summary>
public class Error : LogEvent
{
    /// <summary>With its cause.</summary>
    public Error(Exception cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}

/// <summary>Something is odd.</summary>
public class Warning : LogEvent
{
    /// <summary>Without cause.</summary>
    public Warning(string logSource, Type logClass, object message) : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With its cause.</summary>
    public Warning(Exception cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>What goes on.</summary>
public class Info : LogEvent
{
    /// <summary>Without cause.</summary>
    public Info(string logSource, Type logClass, object message) : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With its cause.</summary>
    public Info(Exception cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>For those who look for a fault.</summary>
public class Debug : LogEvent
{
    /// <summary>Without cause.</summary>
    public Debug(string logSource, Type logClass, object message) : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With its cause.</summary>
    public Debug(Exception cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>Tells a logger to begin; it answers with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    /// <summary>With the bus to subscribe to.</summary>
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    /// <summary>The bus to subscribe to.</summary>
    public LoggingBus LoggingBus { get; }
}

/// <summary>A logger's answer that it has begun.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
