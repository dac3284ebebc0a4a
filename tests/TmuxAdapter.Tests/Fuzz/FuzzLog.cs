namespace Orchestrator.TmuxAdapter.Tests.Fuzz;

/// <summary>The last steps of all workers, in their order, to be printed when the server did not survive them.</summary>
public sealed class FuzzLog
{
    private const int Kept = 40;

    private readonly Queue<string> _steps = new();

    public void Add(string step)
    {
        lock (_steps)
        {
            _steps.Enqueue(step);
            if (_steps.Count > Kept) _steps.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (_steps) return string.Join('\n', _steps);
    }
}
