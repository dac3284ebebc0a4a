using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Looks at a pane's output for all subscriptions to it. Runs on the pump's thread; what it sees goes to <paramref name="saw"/>.</summary>
/// <param name="rows">The pane's height.</param>
/// <param name="now">The clock.</param>
/// <param name="outputQuiet">The silence after which output is a new burst.</param>
/// <param name="saw">Told of each occurrence; may wait, which holds up the pane.</param>
/// <param name="failed">Told of a pattern that is too slow.</param>
/// <param name="missed">Told when output was not seen for a while.</param>
internal sealed class PaneObserver(
    int rows, Func<DateTimeOffset> now, TimeSpan outputQuiet, Action<string, Occurrence> saw, Action<string, string> failed, Action missed)
    : IOutputConsumer, IOutputLines
{
    private readonly Dictionary<string, PatternReader> _patterns = [];
    private readonly Dictionary<string, Subscription> _others = [];
    private OutputText? _text;
    private string? _title;
    private long _lastOutput = now().UtcTicks;

    /// <summary>When something came last.</summary>
    public DateTimeOffset LastOutputAt => new(Volatile.Read(ref _lastOutput), TimeSpan.Zero);

    /// <summary>Whether something was typed into the pane through us since this was last set to false.</summary>
    public volatile bool HadInput;

    private OutputText Text => _text ??= new OutputText(this, rows);

    /// <summary>To be called on the pump's thread.</summary>
    public void Add(Subscription subscription)
    {
        if (subscription.Kind != SubscriptionKind.Pattern)
        {
            _others[subscription.Id] = subscription;
            return;
        }

        if (!OutputPattern.TryParse(subscription.Pattern!, out var pattern, out var problem))
        {
            failed(subscription.Id, problem);
            return;
        }

        var reader = new PatternReader(pattern, match => saw(subscription.Id, new Occurrence(match.Text, match.Line)), subscription.IgnoreEcho);
        reader.Begin(Text.CurrentRow, Text.CurrentLength);
        lock (_patterns) _patterns[subscription.Id] = reader;
    }

    /// <summary>To be called on the pump's thread.</summary>
    public void Remove(string id)
    {
        _others.Remove(id);
        lock (_patterns) _patterns.Remove(id);
    }

    /// <inheritdoc/>
    public void OnOutput(ReadOnlySpan<byte> bytes)
    {
        var at = now();
        if (at - LastOutputAt >= outputQuiet) SawAll(SubscriptionKind.Output, new Occurrence());
        Volatile.Write(ref _lastOutput, at.UtcTicks);
        Text.Read(bytes);
    }

    /// <inheritdoc/>
    public void OnQuiet() => Text.Flush();

    /// <inheritdoc/>
    public void OnRest() => Text.Rest();

    /// <inheritdoc/>
    public void OnReopened() => missed();

    /// <inheritdoc/>
    public void OnInput(string text)
    {
        HadInput = true;
        lock (_patterns)
            foreach (var pattern in _patterns.Values) pattern.OnInput(text);
    }

    void IOutputLines.OnLine(ReadOnlySpan<char> text, LinePlace place)
    {
        List<string>? slow = null;
        foreach (var (id, pattern) in _patterns)
        {
            try
            {
                pattern.OnLine(text, place);
            }
            catch (PatternTooSlowException e)
            {
                failed(id, e.Message);
                (slow ??= []).Add(id);
            }
        }

        slow?.ForEach(Remove);
    }

    void IOutputLines.OnMove(long row)
    {
        foreach (var pattern in _patterns.Values) pattern.OnMove(row);
    }

    void IOutputLines.OnReset(bool isAlternate)
    {
        foreach (var pattern in _patterns.Values) pattern.OnReset(isAlternate);
    }

    void IOutputLines.OnBell() => SawAll(SubscriptionKind.Bell, new Occurrence());

    void IOutputLines.OnTitle(string title)
    {
        if (title == _title) return;
        _title = title;
        SawAll(SubscriptionKind.Title, new Occurrence(title));
    }

    private void SawAll(SubscriptionKind kind, Occurrence occurrence)
    {
        foreach (var one in _others.Values)
            if (one.Kind == kind) saw(one.Id, occurrence);
    }
}
