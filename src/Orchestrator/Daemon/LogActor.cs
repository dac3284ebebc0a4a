using Akka.Actor;
using Akka.Event;

namespace Orchestrator.Daemon;

/// <summary>Writes what actors log into the daemon's log.</summary>
internal sealed class LogActor : ReceiveActor
{
    private readonly DaemonLog _log;

    public LogActor(DaemonLog log)
    {
        _log = log;
        Receive<LogEvent>(Write);
    }

    internal static Props Props(DaemonLog log) => Akka.Actor.Props.Create(() => new LogActor(log));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Write(LogEvent e)
    {
        var level = e.LogLevel() switch
        {
            LogLevel.DebugLevel => "DEBUG",
            LogLevel.InfoLevel => "INFO",
            LogLevel.WarningLevel => "WARNING",
            _ => "ERROR",
        };
        var cause = e switch { Error error => error.Cause, Warning warning => warning.Cause, _ => null };
        _log.Write(level, Source(e.LogSource), $"{e.Message}{(cause is null ? "" : $"\n{cause}")}");
    }

    /// <summary>An actor's path without the system's address.</summary>
    private static string Source(string source) => source.IndexOf("/user/", StringComparison.Ordinal) is var at and >= 0 ? source[(at + 6)..] : source;
}
