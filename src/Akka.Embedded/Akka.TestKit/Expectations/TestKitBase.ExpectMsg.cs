using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the next message to be of a type.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(duration, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, (_, _) => { }, hint, cancellationToken);

    /// <summary>Expects the next message to equal one.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(message, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to equal one.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, _) => Assertions.AssertEqual(message, m, hint), hint, cancellationToken);

    /// <summary>Expects the next message to equal one in the eyes of a comparer.</summary>
    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(expected, comparer, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to equal one in the eyes of a comparer.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, _) => Assertions.AssertEqual(expected, m, comparer, hint), hint, cancellationToken);

    /// <summary>Expects the next message to be of a type and to satisfy a predicate.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(isMessage, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type and to satisfy a predicate.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, _) => AssertPredicate(isMessage(m), m, hint), hint, cancellationToken);

    /// <summary>Expects the next message to be of a type and to pass an assertion.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(assert, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type and to pass an assertion.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, _) => assert(m), hint, cancellationToken);

    /// <summary>Expects the next message to be of a type and to satisfy a predicate together with its sender.</summary>
    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(isMessageAndSender, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type and to satisfy a predicate together with its sender.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) => AssertPredicate(isMessageAndSender(m, s), m, hint), hint, cancellationToken);

    /// <summary>Expects the next message to be of a type and to pass an assertion together with its sender.</summary>
    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgAsync<T>(assertMessageAndSender, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type and to pass an assertion together with its sender.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, assertMessageAndSender, hint, cancellationToken);

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? timeout, Action<T, IActorRef> assert, string hint, CancellationToken cancellation)
    {
        var max = RemainingOrDilated(timeout);
        var envelope = await TryTakeAsync(max, cancellation).ConfigureAwait(false);
        if (envelope is null)
        {
            const string TimedOut = "Failed: Timeout {0} while waiting for a message of type {1} {2}";
            Assertions.Fail(TimedOut, max, typeof(T), hint ?? "");
        }

        if (envelope.Message is not T message)
        {
            const string OtherType = "Failed: Expected a message of type {0}, but received {{{1}}} (type {2}) instead {3} from {4}";
            Assertions.Fail(OtherType, typeof(T), envelope.Message, envelope.Message?.GetType(), hint ?? "", envelope.Sender);
            throw new InvalidOperationException("The assertions of this test kit did not fail when told to.");
        }

        assert(message, envelope.Sender);
        return message;
    }

    private void AssertPredicate<T>(bool holds, T message, string hint) =>
        Assertions.AssertTrue(holds, "Failed: got a message of the expected type <{2}>. Also expected the predicate to return true but the message {{{0}}} of type <{3}> did not match. {1}", message, hint ?? "", typeof(T), message?.GetType());
}
