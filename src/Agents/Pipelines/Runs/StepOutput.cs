using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>Looks for the patterns of one pane in its output, and tells each once. Runs on the thread that reads all panes.</summary>
/// <remarks>When all have been found, the output is no longer looked at.</remarks>
internal sealed class StepOutput : IPaneOutputSink, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Action<string> _onSeen;
    private readonly List<(string Name, OutputPattern Pattern)> _wanted;
    private readonly ITimer _pause;
    private readonly Search _search;

    /// <param name="patterns">By name.</param>
    /// <param name="onSeen">Told the name of a pattern when it occurs first.</param>
    /// <param name="time">The clock of a line without an end: it is looked at when nothing follows for a moment.</param>
    public StepOutput(IReadOnlyDictionary<string, string> patterns, Action<string> onSeen, TimeProvider time)
    {
        _onSeen = onSeen;
        _wanted = [.. patterns.Select(p => (p.Key, Plans.PatternText.Compile(p.Value)))];
        _search = new Search(this);
        _pause = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool OnOutput(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_wanted.Count == 0) return true;
            _search.Text.Read(bytes);
            if (_search.Text.HasMore) _pause.Change(Pause, Timeout.InfiniteTimeSpan);
        }
        return true;
    }

    /// <summary>Looks at what stood on the pane before its output was opened, or stands there at its end. What was found is not told again.</summary>
    public void Look(string screen)
    {
        lock (_lock)
        {
            foreach (var (name, pattern) in _wanted.ToList())
            {
                if (pattern.IsMatch(screen)) Found(name);
            }
        }
    }

    public void Dispose() => _pause.Dispose();

    private void Flush()
    {
        lock (_lock) _search.Text.Rest(); // that a pattern was seen counts, not how much of it
    }

    private void Found(string name)
    {
        if (_wanted.RemoveAll(w => w.Name == name) > 0) _onSeen(name);
    }

    /// <summary>One reading of the output by all patterns.</summary>
    private sealed class Search : IOutputLines
    {
        private readonly PatternReader[] _readers;

        public Search(StepOutput output)
        {
            _readers = [.. output._wanted.Select(w => new PatternReader(w.Pattern, _ => output.Found(w.Name)))];
            Text = new OutputText(this);
        }

        public OutputText Text { get; }

        public void OnLine(ReadOnlySpan<char> text, LinePlace place)
        {
            foreach (var reader in _readers) reader.OnLine(text, place);
        }

        public void OnMove(long row)
        {
            foreach (var reader in _readers) reader.OnMove(row);
        }

        public void OnReset(bool isAlternate)
        {
            foreach (var reader in _readers) reader.OnReset(isAlternate);
        }
    }
}
