using Akka.Actor;
using Akka.Persistence;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>Does what a command's first word says with the words after it, and tells a probe everything that happens to it.</summary>
public sealed class Recorder : ReceivePersistentActor
{
    private readonly IActorRef _probe;

    public Recorder(string id, IActorRef probe, Recovery? recovery = null)
    {
        PersistenceId = id;
        _probe = probe;
        Recovery = recovery ?? Recovery.Default;
        Recover<string>(e => Say($"recovered {e}"));
        Recover<SnapshotOffer>(offer => Say($"offered {offer.Snapshot} at {offer.Metadata.SequenceNr}"));
        Recover<RecoveryCompleted>(_ => Say($"completed at {LastSequenceNr}"));
        Command<string>(OnCommand);
        Command<SaveSnapshotSuccess>(done => Say($"saved {done.Metadata.SequenceNr}"));
        Command<SaveSnapshotFailure>(_ => Say("not saved"));
        Command<DeleteMessagesSuccess>(done => Say($"deleted to {done.ToSequenceNr}"));
        Command<DeleteSnapshotsSuccess>(_ => Say("snapshots deleted"));
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    public static Props Props(string id, IActorRef probe, Recovery? recovery = null) => Akka.Actor.Props.Create(() => new Recorder(id, probe, recovery));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Say($"failed {@event} {sequenceNr}: {cause.Message}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Say($"rejected {@event} {sequenceNr}: {cause.Message}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => Say($"not recovered: {reason.GetType().Name}");

    protected override void PostStop() => Say("stopped");

    private void OnCommand(string command)
    {
        var words = command.Split(' ');
        var events = words[1..];
        switch (words[0])
        {
            case "persist":
                foreach (var e in events)
                    Persist(e, stored => Say($"stored {stored} {LastSequenceNr}"));
                break;
            case "all":
                PersistAll(events, stored => Say($"stored {stored} {LastSequenceNr}"));
                break;
            case "async":
                foreach (var e in events)
                    PersistAsync(e, stored => Say($"stored {stored} {LastSequenceNr}"));
                break;
            case "defer":
                DeferAsync(events[0], deferred => Say($"deferred {deferred}"));
                break;
            case "nest":
                Persist(events[0], outer =>
                {
                    Say($"stored {outer} {LastSequenceNr}");
                    Persist(events[1], inner => Say($"stored {inner} {LastSequenceNr}"));
                });
                break;
            case "snapshot":
                SaveSnapshot(events[0]);
                break;
            case "delete":
                DeleteMessages(long.Parse(events[0], System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "throw":
                throw new InvalidOperationException("told to");
            default:
                Say($"command {command}");
                break;
        }
        if (words[0] == "async")
            Say("async returned");
    }

    private void Say(string what) => _probe.Tell(what);
}
