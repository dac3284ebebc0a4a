using Akka.Actor;

namespace Akka.Persistence;

internal sealed class RequestRecoveryPermit
{
    public static readonly RequestRecoveryPermit Instance = new();
}

internal sealed class RecoveryPermitGranted
{
    public static readonly RecoveryPermitGranted Instance = new();
}

internal sealed class ReturnRecoveryPermit
{
    public static readonly ReturnRecoveryPermit Instance = new();
}

/// <summary>Lets only so many actors recover at once, so that a journal is not asked for everything in one moment. First come, first served.</summary>
internal sealed class RecoveryPermitter(int maxPermits) : UntypedActor
{
    private readonly LinkedList<IActorRef> _waiting = [];
    private readonly HashSet<IActorRef> _recovering = [];

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestRecoveryPermit:
                Request(Sender);
                break;
            case ReturnRecoveryPermit:
                Context.Unwatch(Sender);
                Return(Sender);
                break;
            case Terminated terminated:
                if (!_waiting.Remove(terminated.ActorRef))
                    Return(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Request(IActorRef actor)
    {
        Context.Watch(actor);
        // One that is restarted asks once more: it keeps the permit that it holds, or its place among those that wait.
        if (_recovering.Contains(actor) || (_recovering.Count < maxPermits && !_waiting.Contains(actor)))
            Grant(actor);
        else if (!_waiting.Contains(actor))
            _waiting.AddLast(actor);
    }

    private void Grant(IActorRef actor)
    {
        _recovering.Add(actor);
        actor.Tell(RecoveryPermitGranted.Instance, Self);
    }

    private void Return(IActorRef actor)
    {
        if (!_recovering.Remove(actor))
            return;
        if (_waiting.First is not { } next)
            return;
        _waiting.RemoveFirst();
        Grant(next.Value);
    }
}
