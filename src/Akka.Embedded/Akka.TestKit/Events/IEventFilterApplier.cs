namespace Akka.TestKit;

/// <summary>Makes filtered lines visible again.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Shows the lines again.</summary>
    void Unmute();
}

/// <summary>Expects or hides the lines that a filter picks.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter: both count.</summary>
    EventFilterFactory And { get; }

    /// <summary>Expects one line while an action runs.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one line while an action runs.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects one line while an action runs.</summary>
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one line within a time.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one line within a time.</summary>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines while an action runs.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines while an action runs.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects one line while a function runs.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one line within a time.</summary>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines while a function runs.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one line while a function runs.</summary>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one line within a time.</summary>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines while a function runs.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects a number of lines within a time.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines while an action runs.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines while a function runs.</summary>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines while an action runs.</summary>
    Task MuteAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines while an action runs.</summary>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines while a function runs.</summary>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Hides the lines until told otherwise.</summary>
    IUnmutableFilter Mute();
}
