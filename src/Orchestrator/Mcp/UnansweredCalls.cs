namespace Orchestrator.Mcp;

/// <summary>The keys of calls whose outcome is unknown, so that a model that repeats one repeats the same request.</summary>
internal sealed class UnansweredCalls
{
    private const int Max = 100;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Request, string Key)> _calls = new();

    /// <summary>The key of the last unanswered call of the same request; null when there is none.</summary>
    internal string? KeyOf(string request)
    {
        lock (_lock) return _calls.FirstOrDefault(c => c.Request == request).Key;
    }

    internal void Remember(string request, string key)
    {
        lock (_lock)
        {
            Remove(request);
            _calls.AddLast((request, key));
            if (_calls.Count > Max) _calls.RemoveFirst();
        }
    }

    internal void Forget(string request)
    {
        lock (_lock) Remove(request);
    }

    private void Remove(string request)
    {
        for (var node = _calls.First; node is not null; node = node.Next)
        {
            if (node.Value.Request != request) continue;
            _calls.Remove(node);
            return;
        }
    }
}
