namespace Orchestrator.TmuxAdapter;

/// <summary>The feeds of one connection: at most one a pane, since tmux has one pipe a pane. Safe for many threads.</summary>
internal sealed class PaneFeeds(TmuxServer server)
{
    private readonly Lock _gate = new();
    private readonly HashSet<PaneFeed> _all = [];
    private readonly Dictionary<string, PaneFeed> _ofPanes = [];

    /// <summary>A feed for a window that is about to be made.</summary>
    public PaneOutput Prepare(IPaneOutputSink sink, out PaneFeed feed)
    {
        lock (_gate)
        {
            feed = new PaneFeed(server, _gate);
            _all.Add(feed);
            return feed.Join(sink);
        }
    }

    /// <summary>The window is there.</summary>
    public void Bind(PaneFeed feed, TmuxPane pane)
    {
        lock (_gate)
            if (!feed.HasEnded) _ofPanes[pane.PaneId] = feed;
        feed.Bind(pane);
    }

    /// <summary>Joins the pane's feed; opens it when there is none.</summary>
    public async Task<PaneOutput> OpenAsync(TmuxPane pane, IPaneOutputSink sink, CancellationToken cancellation)
    {
        Task[] unbound;
        lock (_gate) unbound = [.. _all.Where(f => !f.Pane.IsCompleted).Select(f => f.Pane)];
        await Task.WhenAll(unbound).WaitAsync(cancellation); // one of them may turn out to be this pane's

        var (feed, output) = JoinOrOpen(pane, sink);
        try
        {
            await feed.Opened.WaitAsync(cancellation);
            return output;
        }
        catch (TmuxException)
        {
            feed.End(PaneOutputEnd.Disposed);
            throw;
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells those who read from the pane what is being typed into it.</summary>
    public void Typed(string paneId, ReadOnlySpan<byte> input)
    {
        PaneFeed? feed;
        lock (_gate) feed = _ofPanes.GetValueOrDefault(paneId);
        feed?.Typed(input);
    }

    /// <summary>Called under the gate by a feed that ends.</summary>
    public void Forget(PaneFeed feed)
    {
        _all.Remove(feed);
        if (feed.Pane is { IsCompletedSuccessfully: true, Result: { } pane } && _ofPanes.GetValueOrDefault(pane.PaneId) == feed) _ofPanes.Remove(pane.PaneId);
    }

    public void EndAll(PaneOutputEnd end)
    {
        List<PaneFeed> all;
        lock (_gate) all = [.. _all];
        foreach (var feed in all) feed.End(end);
    }

    private (PaneFeed Feed, PaneOutput Output) JoinOrOpen(TmuxPane pane, IPaneOutputSink sink)
    {
        PaneFeed feed;
        PaneOutput output;
        lock (_gate)
        {
            if (_ofPanes.TryGetValue(pane.PaneId, out var open)) return (open, open.Join(sink));
            feed = new PaneFeed(server, _gate);
            _all.Add(feed);
            _ofPanes[pane.PaneId] = feed;
            output = feed.Join(sink);
            feed.Opened = server.RunAsync(feed.Connect(pane.PaneId)); // sent under the gate: a closing of the last feed was sent before it
        }

        feed.Bind(pane);
        return (feed, output);
    }
}
