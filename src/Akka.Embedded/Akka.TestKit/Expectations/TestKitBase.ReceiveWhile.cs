using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages while <paramref name="filter"/> makes something of them; the first other one stays.</summary>
    /// <param name="max">How long in all; by default what is left or the default.</param>
    /// <param name="filter">Null ends the receiving.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="cancellationToken">Ends the receiving.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Collect(ReceiveWhileAsync(max, Timeout.InfiniteTimeSpan, filter, msgs, cancellationToken));

    /// <summary>Takes messages while <paramref name="filter"/> makes something of them, with a limit of the silence between two.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Collect(ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken));

    /// <summary>Takes messages while <paramref name="filter"/> makes something of them.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Collect(ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken));

    /// <summary>Takes messages of a type while a predicate accepts them.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        Collect(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken));

    /// <summary>Takes messages while <paramref name="filter"/> makes something of them.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(max, Timeout.InfiniteTimeSpan, filter, msgs, cancellationToken);

    /// <summary>Takes messages while <paramref name="filter"/> makes something of them.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken);

    /// <summary>Takes messages while <paramref name="filter"/> makes something of them, with a limit of the silence between two.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, idle, message => filter(message) is { } made ? (Verdict.Keep, made) : (Verdict.End, default), msgs, cancellationToken);

    /// <summary>Takes messages of a type while a predicate accepts them.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, idle, message => message switch
        {
            T typed => shouldContinue(typed) ? (Verdict.Keep, typed) : (Verdict.End, default),
            _ => (shouldIgnoreOtherMessageTypes ? Verdict.Drop : Verdict.End, default(T)),
        }, msgs, cancellationToken);

    /// <summary>Takes messages until none comes for a time.</summary>
    /// <returns>What came; fails when more came than <paramref name="maxMessages"/>.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var received = new ArrayList();
        while (true)
        {
            var envelope = await TryTakeAsync(limit, cancellationToken).ConfigureAwait(false);
            if (envelope is null) return received;
            if (received.Count >= maxMessages) Assertions.Fail("maxMessages violated (current iterations: {0}/{1}).", received.Count + 1, maxMessages);
            received.Add(envelope.Message);
        }
    }

    private async IAsyncEnumerable<T> TakeWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, (Verdict Verdict, T Made)> judge, int msgs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + RemainingOrDilated(max);
        var silence = idle is { } given && given >= TimeSpan.Zero ? given : TimeSpan.MaxValue;
        var last = _last;
        for (var count = 0; count < msgs;)
        {
            var left = Max(end - Now, TimeSpan.Zero);
            var envelope = await _queue.PeekAsync(silence < left ? silence : left, cancellation).ConfigureAwait(false);
            if (envelope is null) break;
            var (verdict, made) = judge(envelope.Message);
            if (verdict == Verdict.End) break;
            await _queue.TakeAsync(TimeSpan.Zero, cancellation).ConfigureAwait(false);
            last = envelope;
            if (verdict == Verdict.Drop) continue;
            count++;
            yield return made;
        }

        _last = last;
        _lastWasNoMsg = true;
    }

    private enum Verdict
    {
        Keep,
        Drop,
        End,
    }
}
