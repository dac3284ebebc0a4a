using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the next message to equal one of several.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAnyOfAsync(messages, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to equal one of several.</summary>
    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var envelope = await TryTakeAsync(RemainingOrDefault, cancellationToken).ConfigureAwait(false);
        Assertions.AssertTrue(envelope is not null, "Timeout {0} during waiting for ExpectMsgAnyOf waiting for ({1})", RemainingOrDefault, string.Join(",", messages));
        Assertions.AssertTrue(envelope.Message is T message && messages.Contains(message), "Found unexpected [{0}], expected one of ({1})", envelope.Message, string.Join(",", messages));
        return (T)envelope.Message;
    }

    /// <summary>Expects as many messages as given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    /// <summary>Expects as many messages as given within a time, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    /// <summary>Expects as many messages as given, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Collect(ExpectMsgAllOfAsync(messages, cancellationToken));

    /// <summary>Expects as many messages as given within a time, equal to them in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Collect(ExpectMsgAllOfAsync(max, messages, cancellationToken));

    /// <summary>Expects as many messages as given, equal to them in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(RemainingOrDefault, messages, cancellationToken);

    /// <summary>Expects as many messages as given within a time, equal to them in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(Dilated(max), messages, cancellationToken);

    private async IAsyncEnumerable<T> AllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var received = new List<object>();
        await foreach (var message in InternalReceiveNAsync(messages.Count, max, cancellation).ConfigureAwait(false)) received.Add(message);
        var unexpected = new List<object>(received);
        var missing = messages.Where(expected => !unexpected.Remove(expected)).ToArray();
        Assertions.AssertTrue(missing.Length == 0 && unexpected.Count == 0, "not found [{0}], found unexpected [{1}]",
            string.Join(", ", missing), string.Join(", ", unexpected));
        foreach (var message in received) yield return (T)message;
    }
}
