#nullable disable
namespace Akka.Actor;

/// <summary>The temporary actor behind an Ask: its first message completes a task.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;

    /// <summary>With the task's source and a path of its own.</summary>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        Path = path;
        _provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <summary>The Ask that this one serves; null when somebody else made it.</summary>
    internal Question<T> Question { get; init; }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        var handled = message switch
        {
            T answer => _result.TrySetResult(answer),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        Question?.Forget();
        if (!handled && !_result.Task.IsCanceled) _provider.DeadLetters.Tell(message, this);
    }
}
