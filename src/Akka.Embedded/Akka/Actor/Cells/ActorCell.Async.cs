#nullable disable
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal partial class ActorCell
{
    private readonly record struct Ambient(object Message, IActorRef Sender, int EnvelopeId);

    private Ambient _asyncAmbient;

    /// <summary>Runs an asynchronous handler; ordinary messages wait until it is complete.</summary>
    internal void RunTask(Func<Task> asyncAction)
    {
        var ambient = new Ambient(_currentMessage, _sender, _envelopeId);
        _asyncAmbient = ambient;
        Mailbox.Suspend();
        var scheduler = TaskScheduler;
        Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, scheduler)
            .Unwrap()
            .ContinueWith(task => Complete(task, ambient), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, scheduler);
    }

    private void Complete(Task task, Ambient ambient)
    {
        Mailbox.Resume();
        var failure = task.IsCanceled ? new TaskCanceledException(task) : Unwrapped(task.Exception);
        if (failure is null) return;
        Restore(ambient);
        HandleInvokeFailure(failure);
    }

    /// <summary>Runs one piece of an asynchronous handler, with the message and sender it began with.</summary>
    private void HandleActorTask(ActorTask message)
    {
        var before = new Ambient(_currentMessage, _sender, _envelopeId);
        Restore(_asyncAmbient);
        message.Scheduler.Execute(message.Task);
        Restore(before);
    }

    private void Restore(Ambient ambient) => (_currentMessage, _sender, _envelopeId) = ambient;

    private static Exception Unwrapped(AggregateException exception) =>
        exception is { InnerExceptions: [var single] } ? single : exception;
}
