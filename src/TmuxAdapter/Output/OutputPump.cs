using System.Buffers;
using System.Text;
using System.Threading.Channels;

namespace Orchestrator.TmuxAdapter;

/// <summary>Receives a pane's output from an <see cref="OutputPump"/>: one call at a time, on no particular thread, and it may take its time.</summary>
public interface IOutputConsumer
{
    /// <summary>Takes the next bytes; they are the caller's again when this returns.</summary>
    void OnOutput(ReadOnlySpan<byte> bytes);

    /// <summary>Nothing has come for a moment.</summary>
    void OnQuiet()
    {
    }

    /// <summary>Nothing has come for ten such moments, or nothing more will. Comes once, after <see cref="OnQuiet"/>.</summary>
    void OnRest()
    {
    }

    /// <summary>The pipe was closed and opened anew: what was written in between is missing.</summary>
    void OnReopened()
    {
    }

    /// <summary>Something is about to be typed into the pane through us. Comes at once, on another thread.</summary>
    void OnInput(string text)
    {
    }
}

/// <summary>Carries a pane's output from the thread that reads all panes to a consumer that may be slow. Loses nothing: when more than its share waits,
/// the pane's program is held up.</summary>
public sealed class OutputPump : IPaneOutputSink, IAsyncDisposable
{
    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IOutputConsumer _consumer;
    private readonly int _most;
    private readonly TimeSpan _quiet;
    private readonly ITimer? _timer;
    private readonly TaskCompletionSource<PaneOutput> _output = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _work;
    private long _waiting, _received, _consumed; // bytes; chunks
    private int _isHeld;
    private volatile bool _isResting; // the next quiet is the long one

    /// <param name="consumer">Who receives it. What it throws ends the pump: see <see cref="Ended"/>.</param>
    /// <param name="time">The clock of <paramref name="quiet"/>.</param>
    /// <param name="quiet">After so long without output <see cref="IOutputConsumer.OnQuiet"/> is called; zero for never.</param>
    /// <param name="most">Bytes that may wait.</param>
    public OutputPump(IOutputConsumer consumer, TimeProvider time, TimeSpan quiet = default, int most = 4 << 20)
    {
        (_consumer, _quiet, _most) = (consumer, quiet, most);
        if (quiet > TimeSpan.Zero)
            _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _work = Task.Run(WorkAsync);
    }

    private enum Kind
    {
        Output,
        Quiet,
        Rest,
        Reopened,
        Call,
    }

    /// <summary>Completes when the last bytes have been consumed; fails with what the consumer threw.</summary>
    public Task Ended => _work;

    /// <summary>The output, once <see cref="AttachAsync"/> has opened it.</summary>
    public Task<PaneOutput> Output => _output.Task;

    /// <summary>Joins a pane's output. When that ends, so does the pump, after what is still waiting.</summary>
    /// <exception cref="TmuxException">It could not be opened; the pump has ended.</exception>
    public async Task<PaneOutput> AttachAsync(TmuxPane pane, CancellationToken cancellation = default)
    {
        try
        {
            var output = await pane.OpenOutputAsync(this, cancellation);
            _output.TrySetResult(output);
            if (Volatile.Read(ref _isHeld) == 1 && Volatile.Read(ref _waiting) == 0) Release(); // it was held before it was known whom to resume
            _ = output.Ended.ContinueWith(_ => _items.Writer.TryComplete(), TaskScheduler.Default);
            return output;
        }
        catch
        {
            _items.Writer.TryComplete();
            throw;
        }
    }

    /// <summary>Runs something between two chunks, where nothing else runs. Nothing happens when the pump has ended.</summary>
    /// <returns>Whether it will run.</returns>
    public bool Post(Action call) => _items.Writer.TryWrite(new Item(Kind.Call, Call: call));

    /// <summary>Leaves the pane, and waits until what came before is consumed.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        if (_output.Task.IsCompletedSuccessfully) await _output.Task.Result.DisposeAsync();
        await _work.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    bool IPaneOutputSink.OnOutput(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        Interlocked.Increment(ref _received);
        var waiting = Interlocked.Add(ref _waiting, bytes.Length);
        if (!_items.Writer.TryWrite(new Item(Kind.Output, buffer, bytes.Length))) return true; // it has ended
        if (waiting <= _most) return true;
        Interlocked.Exchange(ref _isHeld, 1); // a full fence: a store that became visible after the next look would be missed by a consumer that comes to rest
        return Volatile.Read(ref _waiting) == 0 && Interlocked.Exchange(ref _isHeld, 0) == 1; // emptied in between: nobody would resume it
    }

    void IPaneOutputSink.OnReopened() => _items.Writer.TryWrite(new Item(Kind.Reopened));

    void IPaneOutputSink.OnInput(ReadOnlySpan<byte> input) => _consumer.OnInput(Encoding.UTF8.GetString(input));

    private async Task WorkAsync()
    {
        try
        {
            while (await _items.Reader.WaitToReadAsync())
            {
                while (_items.Reader.TryRead(out var item)) Consume(item);
                if (Volatile.Read(ref _isHeld) == 1) Release();
            }

            _consumer.OnQuiet();
            _consumer.OnRest();
        }
        finally
        {
            _items.Writer.TryComplete();
            if (_timer is not null) await _timer.DisposeAsync();
            if (_output.Task.IsCompletedSuccessfully) await _output.Task.Result.DisposeAsync(); // a pump that has ended must not hold up the pane
        }
    }

    private void Consume(Item item)
    {
        switch (item.Kind)
        {
            case Kind.Output:
                _consumer.OnOutput(item.Bytes.AsSpan(0, item.Length));
                ArrayPool<byte>.Shared.Return(item.Bytes!);
                Interlocked.Add(ref _waiting, -item.Length);
                _isResting = false;
                _timer?.Change(_quiet, Timeout.InfiniteTimeSpan);
                Volatile.Write(ref _consumed, _consumed + 1); // only now: an earlier timer that fires just here is none
                break;
            case Kind.Quiet or Kind.Rest when item.Received != _consumed:
                break; // something came after all
            case Kind.Quiet:
                _consumer.OnQuiet();
                _isResting = true;
                _timer!.Change(_quiet * 9, Timeout.InfiniteTimeSpan);
                break;
            case Kind.Rest:
                _consumer.OnRest();
                break;
            case Kind.Reopened:
                _consumer.OnReopened();
                break;
            case Kind.Call:
                item.Call!();
                break;
        }
    }

    /// <summary>The quiet is over unless something waits to be consumed, which sets the timer again, or the program may not write.</summary>
    private void OnTimer()
    {
        var received = Volatile.Read(ref _received);
        if (received != Volatile.Read(ref _consumed)) return;
        if (_output.Task is { IsCompletedSuccessfully: true, Result.IsStopped: true }) _timer!.Change(_quiet, Timeout.InfiniteTimeSpan);
        else _items.Writer.TryWrite(new Item(_isResting ? Kind.Rest : Kind.Quiet, Received: received));
    }

    private void Release()
    {
        if (!_output.Task.IsCompletedSuccessfully || Interlocked.Exchange(ref _isHeld, 0) == 0) return;
        _output.Task.Result.Resume();
    }

    private readonly record struct Item(Kind Kind, byte[]? Bytes = null, int Length = 0, Action? Call = null, long Received = 0);
}
