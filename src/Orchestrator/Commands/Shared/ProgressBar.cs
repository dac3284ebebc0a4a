namespace Orchestrator.Commands.Shared;

/// <summary>How much of something is done, as a person sees it at a glance.</summary>
internal static class ProgressBar
{
    private const int Width = 20;

    /// <summary>Full only when all is done, empty only when nothing is.</summary>
    internal static string Of(int done, int all)
    {
        var filled = all == 0 ? 0 : done * Width / all;
        if (done > 0 && filled == 0) filled = 1;
        return new string('#', filled) + new string('.', Width - filled);
    }
}
