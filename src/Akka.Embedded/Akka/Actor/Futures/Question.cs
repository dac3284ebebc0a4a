#nullable disable
using System.Globalization;

namespace Akka.Actor;

/// <summary>One Ask on its way: a temporary actor, a time limit, and a task.</summary>
internal sealed class Question<T>
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRefProvider _provider;
    private readonly ActorPath _path;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly ITimer _timer;

    public Question(IActorRefProvider provider, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _provider = provider;
        _timeout = timeout;
        _path = provider.TempPath();
        Ref = new FutureActorRef<T>(_result, _path, provider) { Question = this };
        if (timeout != Timeout.InfiniteTimeSpan && timeout > TimeSpan.Zero)
            _timer = TimeProvider.System.CreateTimer(static question => ((Question<T>)question).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.Register(() => Cancel(cancellationToken));
    }

    public FutureActorRef<T> Ref { get; }

    public Task<T> Put(ICanTell to, Func<IActorRef, object> messageFactory)
    {
        if (_result.Task.IsCompleted)
        {
            Forget();
            return _result.Task;
        }

        _provider.RegisterTempActor(Ref, _path);
        if (_result.Task.IsCompleted) Forget(); // it was timed out or cancelled meanwhile
        to.Tell(messageFactory(Ref), Ref);
        return _result.Task;
    }

    internal void Forget()
    {
        _provider.UnregisterTempActor(_path);
        _timer?.Dispose();
        _cancellation.Unregister(); // never waits: it may be called by the cancellation itself
    }

    private void TimeOut()
    {
        if (_result.TrySetException(new AskTimeoutException(string.Create(CultureInfo.InvariantCulture, $"Timeout after {_timeout} seconds")))) Forget();
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (_result.TrySetCanceled(cancellationToken)) Forget();
    }
}
