using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>What happens when events of two writers with one persistence id overlap.</summary>
public enum ReplayFilterMode
{
    /// <summary>The recovery fails.</summary>
    Fail,

    /// <summary>A warning is logged, nothing is left out.</summary>
    Warn,

    /// <summary>The older writer's overlapping events are left out, with a warning.</summary>
    RepairByDiscardOld,

    /// <summary>Nobody looks.</summary>
    Disabled,
}

/// <summary>
/// Stands between a journal and a recovering actor, and looks for events that a second incarnation with the same persistence id wrote at the
/// same time. It holds a window of events back, since the overlap shows only with a later event.
/// </summary>
public class ReplayFilter : ActorBase
{
    private readonly LinkedList<ReplayedMessage> _window = [];
    private readonly LinkedList<string> _oldWriters = [];
    private string _writer = "";
    private long _sequenceNr = -1;
    private bool _failed;
    private ILoggingAdapter _log;

    /// <summary>A filter in front of one actor.</summary>
    public ReplayFilter(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        PersistentActor = persistentActor;
        Mode = mode;
        WindowSize = windowSize;
        MaxOldWriters = maxOldWriters;
        DebugEnabled = debugEnabled;
    }

    /// <summary>Who gets the events.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>What happens on an overlap.</summary>
    public ReplayFilterMode Mode { get; }

    /// <summary>How many events are held back.</summary>
    public int WindowSize { get; }

    /// <summary>How many earlier writers are remembered.</summary>
    public int MaxOldWriters { get; }

    /// <summary>Whether each event is logged.</summary>
    public bool DebugEnabled { get; }

    private ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>How to start one.</summary>
    public static Props Props(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled) =>
        Actor.Props.Create(() => new ReplayFilter(persistentActor, mode, windowSize, maxOldWriters, debugEnabled));

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage when _failed:
                return true;
            case ReplayedMessage replayed:
                try
                {
                    Take(replayed);
                }
                catch (IllegalStateException overlap)
                {
                    _failed = true;
                    _window.Clear();
                    PersistentActor.Tell(new ReplayMessagesFailure(overlap), ActorRefs.NoSender);
                }
                return true;
            case RecoverySuccess or ReplayMessagesFailure when _failed:
                Context.Stop(Self);
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                if (DebugEnabled)
                    Log.Debug("Replay completed: {0}", message);
                while (_window.Count > 0)
                    Release();
                PersistentActor.Tell(message, ActorRefs.NoSender);
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private void Take(ReplayedMessage message)
    {
        var e = message.Persistent;
        if (DebugEnabled)
            Log.Debug("Replay: {0}", e);
        if (_window.Count == WindowSize)
            Release();
        if (e.WriterGuid == _writer)
        {
            if (e.SequenceNr < _sequenceNr && !Allows($"Invalid replayed event [{e.SequenceNr}] in wrong order from writer [{e.WriterGuid}] with PersistenceId [{e.PersistenceId}]"))
                return;
            Keep(message);
        }
        else if (_oldWriters.Contains(e.WriterGuid))
        {
            if (Allows($"Invalid replayed event [{e.SequenceNr}] from old writer [{e.WriterGuid}] with PersistenceId [{e.PersistenceId}]"))
                _window.AddLast(message);
        }
        else
            Switch(message);
    }

    /// <summary>A new writer: what is held back with its number or a later one comes from the old writer, which did not know that it was replaced.</summary>
    private void Switch(ReplayedMessage message)
    {
        var e = message.Persistent;
        if (_writer.Length > 0)
        {
            _oldWriters.AddLast(_writer);
            if (_oldWriters.Count > MaxOldWriters)
                _oldWriters.RemoveFirst();
        }
        _writer = e.WriterGuid;
        for (var node = _window.First; node is not null;)
        {
            var next = node.Next;
            var held = node.Value.Persistent;
            if (held.SequenceNr >= e.SequenceNr
                && !Allows($"Invalid replayed event [{held.SequenceNr}] in buffer from old writer [{held.WriterGuid}] with PersistenceId [{held.PersistenceId}]"))
                _window.Remove(node);
            node = next;
        }
        Keep(message);
    }

    private void Keep(ReplayedMessage message)
    {
        _sequenceNr = message.Persistent.SequenceNr;
        _window.AddLast(message);
    }

    private void Release()
    {
        PersistentActor.Tell(_window.First!.Value, ActorRefs.NoSender);
        _window.RemoveFirst();
    }

    /// <summary>Whether the event is let through all the same.</summary>
    private bool Allows(string problem)
    {
        switch (Mode)
        {
            case ReplayFilterMode.RepairByDiscardOld:
                Log.Warning(problem);
                return false;
            case ReplayFilterMode.Fail:
                Log.Error(problem);
                throw new IllegalStateException(problem);
            case ReplayFilterMode.Warn:
                Log.Warning(problem);
                return true;
            default:
                throw new ArgumentException($"{Mode} is not for a filter.");
        }
    }
}

internal readonly record struct ReplayFilterSettings(ReplayFilterMode Mode, int WindowSize, int MaxOldWriters, bool Debug)
{
    public static ReplayFilterSettings Read(Config config) => new(
        config.GetString("replay-filter.mode", "off").ToUpperInvariant() switch
        {
            "OFF" or "FALSE" or "NO" => ReplayFilterMode.Disabled,
            "REPAIR-BY-DISCARD-OLD" => ReplayFilterMode.RepairByDiscardOld,
            "FAIL" => ReplayFilterMode.Fail,
            "WARN" => ReplayFilterMode.Warn,
            var other => throw new ConfigurationException($"replay-filter.mode is \"{other}\": write repair-by-discard-old, fail, warn or off."),
        },
        config.GetInt("replay-filter.window-size", 100),
        config.GetInt("replay-filter.max-old-writers", 10),
        config.GetBoolean("replay-filter.debug"));

    public Props Props(IActorRef persistentActor) => ReplayFilter.Props(persistentActor, Mode, WindowSize, MaxOldWriters, Debug);
}
