using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>The time left in the innermost Within.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is not { } end
        ? throw new InvalidOperationException("""Remaining may not be called outside of "within".""")
        : end < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Max(end - Now, TimeSpan.Zero);

    /// <summary>The time left in the innermost Within; outside, what an expectation of a message waits.</summary>
    protected TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>The time left in the innermost Within; outside, the given one.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _end is null ? duration : Remaining;

    /// <summary>The given time, dilated and no more than what is left in the innermost Within; for null, what is left or the default.</summary>
    protected TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given) return RemainingOrDefault;
        if (given.IsInfiniteTimeout()) throw new ArgumentException("max duration cannot be infinite", nameof(duration));
        return Dilated(given);
    }

    /// <summary>The given time, dilated; for null, what is left or the default.</summary>
    protected TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>Fails unless the action is done in time. Expectations inside wait no longer than what is left.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Fails unless the action is done in time, and not too early.</summary>
    public void Within(TimeSpan min, TimeSpan max, Action action, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () =>
        {
            action();
            return true;
        }, hint, epsilonValue, cancellationToken);

    /// <summary>Fails unless the function is done in time.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Fails unless the function is done in time, and not too early.</summary>
    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var window = OpenWindow(min, max, epsilonValue);
        T result;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = function();
        }
        finally
        {
            _end = window.OuterEnd;
        }

        CloseWindow(window, hint);
        return result;
    }

    /// <summary>Fails unless the action is done in time.</summary>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Fails unless the action is done in time, and not too early.</summary>
    public Task WithinAsync(TimeSpan min, TimeSpan max, Func<Task> actionAsync, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () =>
        {
            await actionAsync().ConfigureAwait(false);
            return true;
        }, hint, epsilonValue, cancellationToken);

    /// <summary>Fails unless the function is done in time.</summary>
    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Fails unless the function is done in time, and not too early.</summary>
    public async Task<T> WithinAsync<T>(TimeSpan min, TimeSpan max, Func<Task<T>> function, string hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var window = OpenWindow(min, max, epsilonValue);
        T result;
        try
        {
            var running = function();
            try
            {
                result = await running.WaitAsync(window.Length + window.Leeway, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                Assertions.Fail($"Failed: Block took longer than {window.Length}. {hint}");
                throw;
            }
        }
        finally
        {
            _end = window.OuterEnd;
        }

        CloseWindow(window, hint);
        return result;
    }

    private Window OpenWindow(TimeSpan min, TimeSpan max, TimeSpan? epsilon)
    {
        min = min < TimeSpan.Zero ? TimeSpan.Zero : min;
        max.EnsureIsPositiveFinite(nameof(max));
        var start = Now;
        var left = _end is { } end ? end - start : Timeout.InfiniteTimeSpan;
        Assertions.AssertTrue(left.IsInfiniteTimeout() || left >= min, "Required min time {0} not possible, only {1} left.", min, left);
        _lastWasNoMsg = false;
        var length = Dilated(max).Min(left);
        var window = new Window(start, min, length, epsilon ?? TimeSpan.Zero, _end);
        _end = start + length;
        return window;
    }

    private void CloseWindow(Window window, string hint)
    {
        var elapsed = Now - window.Start;
        if (elapsed < window.Min)
            Assertions.Fail($"Failed: Block took {elapsed}, should have at least been {window.Min}. {hint}");
        if (!_lastWasNoMsg && elapsed > window.Length + window.Leeway)
            Assertions.Fail($"Failed: Block took {elapsed}, exceeding {window.Length}. {hint}");
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private readonly record struct Window(TimeSpan Start, TimeSpan Min, TimeSpan Length, TimeSpan Leeway, TimeSpan? OuterEnd);
}
