using Akka.Actor;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Api.Server;

/// <summary>Wakes whoever reads the journal as soon as there is more of it. One signal may stand for many events.</summary>
internal sealed class JournalSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done at the next change. Take it before reading, so that nothing is missed in between.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The actor that hears of stored events.</summary>
    internal static Props Listener(JournalSignal signal) => Props.Create(() => new ListenerActor(signal));

    private void Raise() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    private sealed class ListenerActor : ReceiveActor
    {
        public ListenerActor(JournalSignal signal) => Receive<EventsStored>(_ => signal.Raise());

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(EventsStored));

        protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
    }
}
