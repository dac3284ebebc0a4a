#nullable disable
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The mailbox that loggers need.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;

/// <summary>A logger without an actor, for the time before and after the others.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    /// <inheritdoc/>
    public sealed override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    /// <inheritdoc/>
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("A MinimalLogger does not provide");

    /// <summary>Writes a line.</summary>
    protected abstract void Log(object message);

    /// <inheritdoc/>
    protected sealed override void TellInternal(object message, IActorRef sender) =>
        Log(message ?? throw new ArgumentNullException(nameof(message), "The message to log must not be null."));
}

/// <summary>Writes to standard output.</summary>
public class StandardOutLogger : MinimalLogger
{
    /// <summary>Whether lines have the color of their level.</summary>
    public static bool UseColors { get; set; } = true;

    /// <summary>The color of debug lines.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The color of lines of what goes on.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The color of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The color of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    internal static void Print(LogEvent log)
    {
        ConsoleColor? color = !UseColors || Console.IsOutputRedirected ? null : log.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        Util.StandardOutWriter.WriteLine(log.ToString(), color);
    }

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent log) Print(log);
        else Util.StandardOutWriter.WriteLine(message.ToString());
    }
}

/// <summary>The logger that configurations name by default: writes to standard output.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent log:
                Print(log);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a line.</summary>
    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Print(logEvent);
}
