using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Applies filters to a system's log.</summary>
internal sealed class EventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Block(1, null, Async(action), cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => Intercept(1, null, Async(actionAsync), cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => Intercept(1, null, Async(action), cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Block(1, timeout, Async(action), cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => Intercept(1, timeout, Async(action), cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Block(expectedCount, null, Async(action), cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Block(expectedCount, timeout, Async(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) => Intercept(expectedCount, null, Async(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) => Intercept(expectedCount, timeout, Async(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Intercept(expectedCount, timeout, Async(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => Intercept(expectedCount, timeout, Async(action), cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Block(1, null, Async(func), cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Block(1, timeout, Async(func), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Block(expectedCount, null, Async(func), cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Block(expectedCount, timeout, Async(func), cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(1, null, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(1, timeout, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(expectedCount, null, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(expectedCount, timeout, func, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Block(null, null, Async(action), cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Block(null, null, Async(func), cancellationToken);

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => Intercept(null, null, Async(action), cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => Intercept(null, null, Async(action), cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(null, null, func, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new TestEvent.Mute(filters));
        return new Unmutable(filters, system);
    }

    private T Block<T>(int? expected, TimeSpan? timeout, Func<Task<T>> run, CancellationToken cancellation) =>
        Intercept(expected, timeout, run, cancellation).GetAwaiter().GetResult();

    /// <summary>Counts the lines while <paramref name="run"/> runs; null expects no number.</summary>
    private async Task<T> Intercept<T>(int? expected, TimeSpan? timeout, Func<Task<T>> run, CancellationToken cancellation)
    {
        var limit = timeout is { } given ? testkit.Dilated(given) : testkit.Dilated(testkit.TestKitSettings.TestEventFilterLeeway);
        var received = 0;
        EventMatched count = (_, _) => Interlocked.Increment(ref received);
        foreach (var filter in filters) filter.EventMatched += count;
        system.EventStream.Publish(new TestEvent.Mute(filters));
        try
        {
            var result = await run().ConfigureAwait(false);
            if (expected is { } number && !await Arrived(number).ConfigureAwait(false)) Fail(number);
            return result;
        }
        finally
        {
            foreach (var filter in filters) filter.EventMatched -= count;
            system.EventStream.Publish(new TestEvent.Unmute(filters));
        }

        async Task<bool> Arrived(int number)
        {
            var enough = await testkit.AwaitConditionNoThrowAsync(() => Volatile.Read(ref received) >= Math.Max(number, 1), limit, TimeSpan.FromMilliseconds(10), cancellation).ConfigureAwait(false);
            return number == 0 ? !enough : Volatile.Read(ref received) == number;
        }

        void Fail(int number)
        {
            var names = string.Join(", ", filters);
            testkit.Assertions.Fail(received > number
                ? $"Received {received - number} {(received - number == 1 ? "message" : "messages")} too many. Expected {number} but received {received} events that match filters [{names}]"
                : $"Timeout ({limit}) while waiting for events. Only received {received}/{number} events that match filters [{names}]");
        }
    }

    private static Func<Task<bool>> Async(Action action) => () =>
    {
        action();
        return Task.FromResult(true);
    };

    private static Func<Task<bool>> Async(Func<Task> action) => async () =>
    {
        await action().ConfigureAwait(false);
        return true;
    };

    private static Func<Task<T>> Async<T>(Func<T> func) => () => Task.FromResult(func());

    private sealed class Unmutable(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system) : IUnmutableFilter
    {
        private bool _done;

        public void Unmute()
        {
            if (_done) return;
            _done = true;
            system.EventStream.Publish(new TestEvent.Unmute(filters));
        }

        public void Dispose() => Unmute();
    }
}
