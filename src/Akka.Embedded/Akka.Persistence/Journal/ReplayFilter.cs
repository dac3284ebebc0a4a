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

/// <summary>Stands between a journal and a recovering actor, and looks for events of two writers that overlap. Journals filter without it where they can.</summary>
public class ReplayFilter : ActorBase
{
    private readonly OverlapFilter _filter;
    private bool _failed;

    /// <summary>A filter in front of one actor.</summary>
    public ReplayFilter(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        PersistentActor = persistentActor;
        Mode = mode;
        WindowSize = windowSize;
        MaxOldWriters = maxOldWriters;
        DebugEnabled = debugEnabled;
        _filter = new OverlapFilter(mode, windowSize, maxOldWriters, debugEnabled, Context.GetLogger(), message => PersistentActor.Tell(message, ActorRefs.NoSender));
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

    /// <summary>How to start one.</summary>
    public static Props Props(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled) =>
        Actor.Props.Create(() => new ReplayFilter(persistentActor, mode, windowSize, maxOldWriters, debugEnabled));

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                if (!_failed)
                    Take(replayed);
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                if (!_failed)
                {
                    _filter.Complete();
                    PersistentActor.Tell(message, ActorRefs.NoSender);
                }
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private void Take(ReplayedMessage replayed)
    {
        try
        {
            _filter.Take(replayed);
        }
        catch (IllegalStateException overlap)
        {
            _failed = true;
            PersistentActor.Tell(new ReplayMessagesFailure(overlap), ActorRefs.NoSender);
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

    /// <summary>A filter in front of what takes the events; null when nobody looks.</summary>
    public OverlapFilter Create(ILoggingAdapter log, Action<ReplayedMessage> release) =>
        Mode is ReplayFilterMode.Disabled ? null : new OverlapFilter(Mode, WindowSize, MaxOldWriters, Debug, log, release);
}
