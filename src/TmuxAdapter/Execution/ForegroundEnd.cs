namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>Ends what a shell runs in the foreground, but not the shell: by Ctrl-C, then SIGTERM, then SIGKILL.</summary>
internal static class ForegroundEnd
{
    private const int Rounds = 8;
    private const string ControlC = "\x03";

    /// <param name="pane">The pane.</param>
    /// <param name="shell">The shell's process, which is to live on.</param>
    /// <param name="ended">Completes when the shell goes on.</param>
    /// <param name="grace">The wait after each step.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Whether it has ended.</returns>
    public static async Task<bool> RunAsync(TmuxPane pane, int shell, Task ended, TimeSpan grace, TimeProvider time)
    {
        const int Term = 15, Kill = 9, Continue = 18;
        for (var round = 0; round < Rounds; round++)
        {
            // A command of several parts may start the next one when one has ended; and a loop of the shell's own ends by Ctrl-C alone.
            if (round == 0 || pane.ReadForeground()?.Pid == shell)
                await pane.PasteAsync(ControlC, new PasteOptions { Bracketed = false });
            else
            {
                pane.SignalForeground(round == 1 ? Term : Kill);
                pane.SignalForeground(Continue);
            }

            try
            {
                await ended.WaitAsync(round < 2 ? grace : grace / 4, time);
                return true;
            }
            catch (TimeoutException)
            {
                // The next step is harder.
            }
        }

        return false;
    }
}
