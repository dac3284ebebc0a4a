using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until an assertion holds.</summary>
    /// <param name="assertion">Throws while it does not hold.</param>
    /// <param name="duration">How long; by default what is left or the default.</param>
    /// <param name="interval">How often it is tried, 100 ms by default; in the end its own exception is thrown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(assertion, duration, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until an assertion holds.</summary>
    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(() =>
        {
            assertion();
            return Task.CompletedTask;
        }, duration, interval, cancellationToken);

    /// <summary>Waits until an assertion holds.</summary>
    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var pause = interval ?? DefaultInterval;
        var end = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion().ConfigureAwait(false);
                return;
            }
            catch (Exception) when (Now + pause < end)
            {
                // Not yet.
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, DefaultInterval, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, DefaultInterval, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, DefaultInterval, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, DefaultInterval, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, DefaultInterval, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, DefaultInterval, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, DefaultInterval, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, DefaultInterval, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails with a message.</summary>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string message = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, RemainingOrDilated(max), interval, (format, args) => Assertions.Fail(string.IsNullOrEmpty(message) ? format : format + " " + message, args), null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether it did in time.</returns>
    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(conditionIsFulfilled, max, interval, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether it did in time.</returns>
    public Task<bool> AwaitConditionNoThrowAsync(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether it did in time.</returns>
    public Task<bool> AwaitConditionNoThrowAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, (_, _) => { }, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether it did in time.</returns>
    protected static async Task<bool> InternalAwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail, ILoggingAdapter logger, CancellationToken cancellationToken = default)
    {
        var end = Now + max;
        while (!await conditionIsFulfilled().ConfigureAwait(false))
        {
            var now = Now;
            if (now > end)
            {
                const string Message = "Timeout {0} expired while waiting for condition.";
                logger?.Warning(Message, max);
                fail(Message, [max]);
                return false;
            }

            var pause = interval ?? DefaultInterval;
            await Task.Delay(end - now < pause ? end - now + TimeSpan.FromMilliseconds(1) : pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
