using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Looks in replayed events for those that a second incarnation with the same persistence id wrote at the same time. It holds a window
/// of events back, since the overlap shows only with a later event.
/// </summary>
internal sealed class OverlapFilter(ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debug, ILoggingAdapter log, Action<ReplayedMessage> release)
{
    private readonly Queue<ReplayedMessage> _window = new();
    private readonly LinkedList<string> _oldWriters = [];
    private string _writer = "";
    private long _sequenceNr = -1;

    /// <summary>Takes the next event of the replay.</summary>
    /// <exception cref="IllegalStateException">There is an overlap, and the mode is to fail.</exception>
    public void Take(ReplayedMessage message)
    {
        var e = message.Persistent;
        if (debug)
            log.Debug("Replay: {0}", e);
        if (_window.Count == windowSize)
            release(_window.Dequeue());
        if (e.WriterGuid == _writer)
        {
            if (e.SequenceNr < _sequenceNr && !Allows($"Invalid replayed event [{e.SequenceNr}] in wrong order from writer [{e.WriterGuid}] with PersistenceId [{e.PersistenceId}]"))
                return;
            Keep(message);
        }
        else if (_oldWriters.Contains(e.WriterGuid))
        {
            if (Allows($"Invalid replayed event [{e.SequenceNr}] from old writer [{e.WriterGuid}] with PersistenceId [{e.PersistenceId}]"))
                _window.Enqueue(message);
        }
        else
            Switch(message);
    }

    /// <summary>Releases what is held back.</summary>
    public void Complete()
    {
        while (_window.TryDequeue(out var held))
            release(held);
    }

    /// <summary>A new writer: what is held back with its number or a later one comes from the old writer, which did not know that it was replaced.</summary>
    private void Switch(ReplayedMessage message)
    {
        var e = message.Persistent;
        if (_writer.Length > 0)
        {
            _oldWriters.AddLast(_writer);
            if (_oldWriters.Count > maxOldWriters)
                _oldWriters.RemoveFirst();
        }
        _writer = e.WriterGuid;
        for (var left = _window.Count; left > 0; left--)
        {
            var held = _window.Dequeue();
            var stored = held.Persistent;
            if (stored.SequenceNr < e.SequenceNr
                || Allows($"Invalid replayed event [{stored.SequenceNr}] in buffer from old writer [{stored.WriterGuid}] with PersistenceId [{stored.PersistenceId}]"))
                _window.Enqueue(held);
        }
        Keep(message);
    }

    private void Keep(ReplayedMessage message)
    {
        _sequenceNr = message.Persistent.SequenceNr;
        _window.Enqueue(message);
    }

    /// <summary>Whether the event is let through all the same.</summary>
    private bool Allows(string problem)
    {
        switch (mode)
        {
            case ReplayFilterMode.RepairByDiscardOld:
                log.Warning(problem);
                return false;
            case ReplayFilterMode.Fail:
                log.Error(problem);
                throw new IllegalStateException(problem);
            case ReplayFilterMode.Warn:
                log.Warning(problem);
                return true;
            default:
                throw new ArgumentException($"{mode} is not for a filter.");
        }
    }
}
