using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Makes the test actor the sender also after an await in a test.</summary>
internal sealed class ImplicitSenderContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object state)
    {
        var done = new TaskCompletionSource();
        Post(s =>
        {
            try
            {
                d(s);
                done.SetResult();
            }
            catch (Exception thrown)
            {
                done.SetException(thrown);
            }
        }, state);
        done.Task.GetAwaiter().GetResult();
    }

    public override SynchronizationContext CreateCopy() => new ImplicitSenderContext(cell);

    private void Run(SendOrPostCallback callback, object state)
    {
        var (before, context) = (ActorCell.Current, Current);
        ActorCell.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Current = before;
            SetSynchronizationContext(context);
        }
    }
}
