using Akka.Actor;
using Akka.Persistence;

namespace Orchestrator.Benchmarks.Persistence;

/// <summary>Stores small events and counts them.</summary>
public sealed class Counter : ReceivePersistentActor
{
    private long _events;

    public Counter(string id)
    {
        PersistenceId = id;
        Recover<Noted>(_ => _events++);
        Command<Store>(OnStore);
        Command<GetTotal>(_ => Sender.Tell(new Total(_events)));
    }

    public override string PersistenceId { get; }

    public static Props Props(string id) => Akka.Actor.Props.Create(() => new Counter(id));

    private void OnStore(Store command)
    {
        if (command.Count == 1)
        {
            Persist(new Noted("A note of ordinary length, as agents write them.", _events), _ =>
            {
                _events++;
                Sender.Tell(new Stored());
            });
            return;
        }
        var left = command.Count;
        PersistAll(Enumerable.Range(0, command.Count).Select(i => new Noted("A note of ordinary length, as agents write them.", _events + i)), _ =>
        {
            _events++;
            if (--left == 0)
                Sender.Tell(new Stored());
        });
    }

    public sealed record Noted(string Text, long Number);

    public sealed record Store(int Count);

    public sealed record Stored;

    public sealed record GetTotal;

    public sealed record Total(long Events);
}
