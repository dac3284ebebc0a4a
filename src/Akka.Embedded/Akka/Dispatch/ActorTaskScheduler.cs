#nullable disable
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Dispatch;

/// <summary>Runs asynchronous handlers on their actor: each piece between two awaits is a system message of its own.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an asynchronous action on the current actor, which takes no message until it is complete.</summary>
    /// <exception cref="InvalidOperationException">No actor is running on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.RunTask(asyncAction);
    }

    /// <summary>Runs an action on the current actor; an <c>async void</c> one is not awaited.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    internal bool Execute(Task task) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(ActorCell.Current, _cell)) TryExecuteTask(task);
        else _cell.SendSystemMessage(new ActorTask(this, task));
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(ActorCell.Current, _cell) && TryExecuteTask(task);

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage(Justification = "For debuggers only.")]
    protected override IEnumerable<Task> GetScheduledTasks() => null;
}
