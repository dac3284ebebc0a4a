namespace Orchestrator.Agents.Sessions;

/// <summary>Lets pieces of work through one after the other, in the order in which they came: what one has looked at still holds when it acts.</summary>
internal sealed class OneAtATime
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate) (before, _last) = (_last, done.Task);
        try
        {
            await before;
            return await work();
        }
        finally
        {
            done.SetResult();
        }
    }
}
