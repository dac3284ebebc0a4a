#nullable disable
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>What supervisors with waits share: the child, the count of its starts, and the passing on of messages.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    internal BackoffSupervisorBase(Props childProps, string childName, IBackoffReset reset, object replyWhileStopped, Func<object, bool> finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
    }

    /// <summary>From what the child is made.</summary>
    protected Props ChildProps { get; }

    /// <summary>The child's name.</summary>
    protected string ChildName { get; }

    /// <summary>When the waits are short again.</summary>
    protected IBackoffReset Reset { get; }

    /// <summary>The answer while the child is away; null for none.</summary>
    protected object ReplyWhileStopped { get; }

    /// <summary>After which message the child's stop is the supervisor's; null for none.</summary>
    protected Func<object, bool> FinalStopMessage { get; }

    /// <summary>The child; null while it is away.</summary>
    protected IActorRef Child { get; set; }

    /// <summary>How many starts there were in a row.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>Whether such a message came.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    /// <summary>Handles the supervisor's own messages and passes all others on.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset auto)
                    Context.System.Scheduler.ScheduleTellOnce(auto.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                return true;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                return true;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                return true;
            case BackoffSupervisor.ResetRestartCount reset:
                if (reset.Current == RestartCountN) RestartCountN = 0;
                return true;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                return true;
            default:
                PassOn(message);
                return true;
        }
    }

    private void PassOn(object message)
    {
        if (Child is not null && Child.Equals(Sender))
        {
            Context.Parent.Forward(message); // the child speaks to the one above as if this one were not there
            return;
        }

        var isFinal = FinalStopMessage?.Invoke(message) == true;
        FinalStopMessageReceived |= isFinal;
        if (Child is not null) Child.Forward(message);
        else if (isFinal) Context.Stop(Self);
        else if (ReplyWhileStopped is not null) Sender.Tell(ReplyWhileStopped);
        else Context.System.DeadLetters.Forward(message);
    }

    private void StartChild()
    {
        if (Child is null) Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
    }
}
