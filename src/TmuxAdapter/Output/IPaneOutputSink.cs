namespace Orchestrator.TmuxAdapter;

/// <summary>Receives what a pane's program writes to its terminal.</summary>
/// <remarks>Called on the connection's one I/O thread, in order: it must be quick, and must not wait for tmux.</remarks>
public interface IPaneOutputSink
{
    /// <summary>Takes the next bytes; they are the caller's again when this returns. A character may be split over two calls.</summary>
    /// <returns>True to go on. False to be given no more until <see cref="PaneOutput.Resume"/>: the pane's terminal is then stopped as by Ctrl-S,
    /// so that the program waits in its next write, nothing is lost, and nothing grows. Its exit, too, is known only afterwards, and the pane's other
    /// sinks wait with it.</returns>
    bool OnOutput(ReadOnlySpan<byte> bytes);

    /// <summary>Somebody closed the pipe and it was opened anew: what was written in between is missing.</summary>
    void OnReopened()
    {
    }

    /// <summary>Something is about to be typed or pasted into the pane through this connection: its echo may follow. Called by whoever types, on any thread.</summary>
    void OnInput(ReadOnlySpan<byte> input)
    {
    }
}

/// <summary>Why a pane's output came to its end.</summary>
public enum PaneOutputEnd
{
    /// <summary>The pane is gone, or dead with its pipe closed.</summary>
    PaneClosed,

    /// <summary>Somebody else's <c>pipe-pane</c> has replaced ours: a pane has only one.</summary>
    TakenOver,

    /// <summary>The pipe ended again and again without a byte.</summary>
    Failed,

    /// <summary>The connection to tmux ended.</summary>
    Disconnected,

    /// <summary>We closed it.</summary>
    Disposed,
}
