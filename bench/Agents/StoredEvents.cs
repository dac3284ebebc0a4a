using Akka.Actor;
using Orchestrator.Runtime.Persistence;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>When which event of an actor was stored.</summary>
internal sealed class StoredEvents
{
    private readonly ConcurrentDictionary<(string Id, long Number), TaskCompletionSource<long>> _stored = [];

    /// <summary>The timestamp at which the event was known to be stored.</summary>
    public Task<long> StoredAsync(string persistenceId, long number) => Of(persistenceId, number).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Props Listener() => Props.Create(() => new ListenerActor(this));

    private TaskCompletionSource<long> Of(string id, long number) =>
        _stored.GetOrAdd((id, number), _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class ListenerActor : ReceiveActor
    {
        public ListenerActor(StoredEvents events) => Receive<EventsStored>(e => events.Of(e.PersistenceId, e.SequenceNr).TrySetResult(Stopwatch.GetTimestamp()));

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(EventsStored));
    }
}
