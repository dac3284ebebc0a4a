using Akka.Actor;
using Akka.Persistence;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>One thing a <see cref="Scribe"/> does with a command.</summary>
/// <param name="What">How it stores, or what else it does.</param>
/// <param name="Items">The events, or what is deferred.</param>
public sealed record Stroke(StrokeKind What, string[] Items);

public enum StrokeKind
{
    Persist,
    PersistAll,
    PersistAsync,
    PersistAllAsync,
    Defer,
    Nested,
    HandlerThrows,
    Snapshot,
    Throw,
}

/// <summary>A command of a random program: numbered, does its strokes in order.</summary>
public sealed record Page(int Number, Stroke[] Strokes);

/// <summary>A persistent actor that writes down everything that happens to it; its state is the list of its events.</summary>
internal sealed class Scribe : ReceivePersistentActor
{
    private readonly List<string> _log;
    private readonly List<string> _state = [];

    public Scribe(string id, List<string> log)
    {
        PersistenceId = id;
        _log = log;
        Recover<SnapshotOffer>(offer => _state.AddRange((string[])offer.Snapshot));
        Recover<string>(_state.Add);
        Recover<RecoveryCompleted>(_ => log.Add($"recovered {string.Join(' ', _state)}"));
        Command<Page>(Do);
        Command<string>(_ => DeferAsync(Sender, asker => asker.Tell(_state.ToArray()))); // behind every handler that still waits
        Command<SaveSnapshotSuccess>(_ => { });
    }

    public override string PersistenceId { get; }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _log.Add($"handled {@event}");

    private void Do(Page page)
    {
        _log.Add($"page {page.Number}");
        foreach (var (what, items) in page.Strokes)
        {
            switch (what)
            {
                case StrokeKind.Persist:
                    Issue(items, stashes: true);
                    foreach (var item in items) Persist(item, Stored);
                    break;
                case StrokeKind.PersistAll:
                    Issue(items, stashes: true);
                    PersistAll(items, Stored);
                    break;
                case StrokeKind.PersistAsync:
                    Issue(items, stashes: false);
                    foreach (var item in items) PersistAsync(item, Stored);
                    break;
                case StrokeKind.PersistAllAsync:
                    Issue(items, stashes: false);
                    PersistAllAsync(items, Stored);
                    break;
                case StrokeKind.Defer:
                    Issue(items, stashes: false);
                    foreach (var item in items) DeferAsync(item, deferred => _log.Add($"handled {deferred}"));
                    break;
                case StrokeKind.Nested:
                    Issue(items, stashes: true);
                    Persist(items[0], outer =>
                    {
                        Stored(outer);
                        Issue([outer + "+"], stashes: true);
                        Persist(outer + "+", Stored);
                    });
                    break;
                case StrokeKind.HandlerThrows:
                    Issue(items, stashes: true);
                    Persist(items[0], stored =>
                    {
                        Stored(stored);
                        throw new InvalidOperationException("told to, in a handler");
                    });
                    break;
                case StrokeKind.Snapshot:
                    SaveSnapshot(_state.ToArray());
                    break;
                default:
                    throw new InvalidOperationException("told to");
            }
        }
    }

    private void Issue(string[] items, bool stashes)
    {
        foreach (var item in items) _log.Add($"{(stashes ? "issued" : "issued-async")} {item}");
    }

    private void Stored(string item)
    {
        _log.Add($"handled {item}");
        _state.Add(item);
    }
}
