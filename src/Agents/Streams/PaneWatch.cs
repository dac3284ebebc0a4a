using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Streams;

/// <summary>What a watch found.</summary>
/// <param name="Match">What matched; null when the time was over or the pane ended first.</param>
/// <param name="Source"><c>screen</c> when it was there already, <c>output</c> when it came, else why the watch ended: <c>timeout</c> or <c>exited</c>.</param>
public sealed record WatchResult(PatternMatch? Match, string Source);

/// <summary>Waits for a pattern in a pane.</summary>
public static class PaneWatch
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the pattern is on the pane's screen, or comes.</summary>
    /// <param name="pane">Where.</param>
    /// <param name="pattern">What.</param>
    /// <param name="timeout">At most so long; null for ever.</param>
    /// <param name="onlyNew">Whether what is on the screen already does not count, nor the echo of commands.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="PatternTooSlowException">The pattern needs backtracking and took too long.</exception>
    /// <exception cref="TmuxException">The pane is gone, or tmux does not answer.</exception>
    public static async Task<WatchResult> RunAsync(
        FoundPane pane, OutputPattern pattern, TimeSpan? timeout, bool onlyNew, TimeProvider time, CancellationToken cancellation)
    {
        var watcher = new Watcher(pattern, onlyNew, pane.Info.Rows);
        var handle = pane.Open();
        await using var pump = new OutputPump(watcher, time, Quiet);
        await pump.AttachAsync(handle, cancellation); // before looking, so that nothing falls in between
        if (!onlyNew)
        {
            var screen = await handle.CaptureAsync(joinWrapped: true, cancellation: cancellation);
            if (pattern.FirstMatch(screen) is { } match) return new WatchResult(new PatternMatch(match, LineOf(screen, match)), "screen");
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var over = Task.Delay(timeout ?? Timeout.InfiniteTimeSpan, time, ending.Token);
        var first = await Task.WhenAny(watcher.Found, pump.Ended, EndedAsync(handle, pump, time, ending.Token), over);
        await ending.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (first == over) return new WatchResult(null, "timeout");
        await pump.DisposeAsync(); // what is still waiting is looked at
        if (watcher.Found.IsCompletedSuccessfully) return new WatchResult(watcher.Found.Result, "output");
        await pump.Ended; // a pattern that is too slow ends the pump
        return new WatchResult(null, "exited");
    }

    private static string LineOf(string screen, string match) => screen.Split('\n').FirstOrDefault(line => line.Contains(match, StringComparison.Ordinal)) ?? match;

    private static async Task EndedAsync(TmuxPane pane, OutputPump pump, TimeProvider time, CancellationToken cancellation)
    {
        await pane.WaitForExitAsync(cancellation);
        var output = await pump.Output;
        await Task.WhenAny(output.Complete, output.Ended, Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellation));
    }

    private sealed class Watcher : IOutputConsumer
    {
        private readonly TaskCompletionSource<PatternMatch> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly PatternReader _reader;
        private readonly OutputText _text;

        public Watcher(OutputPattern pattern, bool ignoreEcho, int rows)
        {
            _reader = new PatternReader(pattern, match => _found.TrySetResult(match), ignoreEcho);
            _text = new OutputText(_reader, rows);
        }

        public Task<PatternMatch> Found => _found.Task;

        public void OnOutput(ReadOnlySpan<byte> bytes) => _text.Read(bytes);

        public void OnQuiet() => _text.Flush();

        public void OnRest() => _text.Rest();

        public void OnInput(string text) => _reader.OnInput(text);
    }
}
