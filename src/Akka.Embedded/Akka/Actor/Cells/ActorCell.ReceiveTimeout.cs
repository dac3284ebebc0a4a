#nullable disable
namespace Akka.Actor;

internal partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable _pendingReceiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        _receiveTimeout = timeout is null || timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        CancelReceiveTimeout();
    }

    private void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } timeout || Mailbox.IsClosed) return;
        if (!reschedule && _pendingReceiveTimeout is not null) return;
        CancelReceiveTimeout();
        _pendingReceiveTimeout = SystemImpl.Scheduler.ScheduleTellOnceCancelable(timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
    }

    private void CancelReceiveTimeout()
    {
        _pendingReceiveTimeout?.Cancel();
        _pendingReceiveTimeout = null;
    }
}
