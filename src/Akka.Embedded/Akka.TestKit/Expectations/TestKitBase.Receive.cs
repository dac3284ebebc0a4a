using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message.</summary>
    /// <returns>Null when none came in time; without a time, waits what is left or the default.</returns>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Takes the next message.</summary>
    /// <returns>Null when none came in time.</returns>
    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TryTakeAsync(LimitOf(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>Takes the next message with its sender.</summary>
    /// <returns>False when none came in time.</returns>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = TryReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    /// <summary>Takes the next message with its sender.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = await TryTakeAsync(LimitOf(max), cancellationToken).ConfigureAwait(false);
        return (envelope is not null, envelope ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Looks at the next message and leaves it.</summary>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        PeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Looks at the next message and leaves it.</summary>
    public object PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Looks at the next message and leaves it.</summary>
    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.PeekAsync(LimitOf(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>Looks at the next message and leaves it.</summary>
    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Looks at the next message with its sender and leaves it.</summary>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = TryPeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    /// <summary>Looks at the next message with its sender and leaves it.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var envelope = await _queue.PeekAsync(LimitOf(max), cancellationToken).ConfigureAwait(false);
        return (envelope is not null, envelope ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Takes a number of messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Collect(ReceiveNAsync(numberOfMessages, cancellationToken));

    /// <summary>Takes a number of messages, all within a time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Collect(ReceiveNAsync(numberOfMessages, max, cancellationToken));

    /// <summary>Takes a number of messages.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        InternalReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes a number of messages, all within a time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        InternalReceiveNAsync(numberOfMessages, Dilated(max), cancellationToken);

    private async IAsyncEnumerable<object> InternalReceiveNAsync(int count, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + max;
        for (var i = 1; i <= count; i++)
        {
            var envelope = await TryTakeAsync(Max(end - Now, TimeSpan.Zero), cancellation).ConfigureAwait(false);
            Assertions.AssertTrue(envelope is not null, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, count, i - 1, max);
            yield return envelope?.Message;
        }
    }

    /// <summary>Takes the next message and remembers it as the last one.</summary>
    private async ValueTask<MessageEnvelope> TryTakeAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        var envelope = await _queue.TakeAsync(timeout, cancellation).ConfigureAwait(false);
        _lastWasNoMsg = false;
        _last = envelope ?? NullMessageEnvelope.Instance;
        return envelope;
    }

    /// <summary>The time limit of a receive: not dilated; what is left or the default when none is given; infinite when negative.</summary>
    private TimeSpan LimitOf(TimeSpan? max) => max is not { } given ? RemainingOrDefault : given < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : given;

    private static List<T> Collect<T>(IAsyncEnumerable<T> items)
    {
        return CollectAsync().GetAwaiter().GetResult();

        async Task<List<T>> CollectAsync()
        {
            var list = new List<T>();
            await foreach (var item in items.ConfigureAwait(false)) list.Add(item);
            return list;
        }
    }
}
