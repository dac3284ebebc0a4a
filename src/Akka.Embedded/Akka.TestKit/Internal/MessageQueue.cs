namespace Akka.TestKit.Internal;

/// <summary>What a test actor received and the test has not taken yet.</summary>
internal sealed class MessageQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<MessageEnvelope> _messages = [];
    private TaskCompletionSource _arrival = NewArrival();

    public int Count
    {
        get
        {
            lock (_lock) return _messages.Count;
        }
    }

    public void Add(MessageEnvelope envelope)
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            _messages.AddLast(envelope);
            arrival = _arrival;
            _arrival = NewArrival();
        }

        arrival.TrySetResult();
    }

    public MessageEnvelope[] ToArray()
    {
        lock (_lock) return [.. _messages];
    }

    /// <summary>Takes the oldest message.</summary>
    /// <returns>Null when none came in time.</returns>
    public ValueTask<MessageEnvelope> TakeAsync(TimeSpan timeout, CancellationToken cancellation) => GetAsync(take: true, timeout, cancellation);

    /// <summary>Looks at the oldest message and leaves it.</summary>
    /// <returns>Null when none came in time.</returns>
    public ValueTask<MessageEnvelope> PeekAsync(TimeSpan timeout, CancellationToken cancellation) => GetAsync(take: false, timeout, cancellation);

    private async ValueTask<MessageEnvelope> GetAsync(bool take, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_messages.First is { } first)
                {
                    if (take) _messages.RemoveFirst();
                    return first.Value;
                }

                arrival = _arrival.Task;
            }

            var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - TimeProvider.System.GetElapsedTime(start);
            if (timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero) return null;
            try
            {
                await arrival.WaitAsync(left, TimeProvider.System, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // One last look: it may have come at the last moment.
            }
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
