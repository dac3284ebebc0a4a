using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What came of looking for an attempt's pane, or creating it.</summary>
/// <param name="Pane">The pane; <c>null</c> when there is none.</param>
/// <param name="Output">Its output; <c>null</c> when its command has ended.</param>
/// <param name="Problem">Why there is none: it could not be started. <c>null</c> when it was there and is gone.</param>
internal sealed record StepFound(TmuxPane? Pane, PaneOutput? Output = null, string? Problem = null);

/// <summary>Finds, creates and closes the pane of one attempt, by its tags.</summary>
/// <param name="start">Which attempt.</param>
/// <param name="creating">Of all panes of the run: one is created at a time, so that those of a stage come into one window.</param>
/// <param name="grace">How long its processes may take to end.</param>
internal sealed class StepPane(StepStart start, OneAtATime creating, TimeSpan grace)
{
    private const int LogLines = 200; // as many as of a command that ended by itself

    // "true", since a redirection that fails ends the shell when it is one of ":".
    private const string Once = "set -C; true > \"$0\" || exit 125; set +C; exec /bin/sh -c \"$1\"";

    /// <summary>Finds the pane, and creates it if it was never seen. Its command begins once at most, whatever happens to the pane and to the daemon: it makes
    /// a file before, and does not begin when that file is there.</summary>
    /// <exception cref="TmuxDisconnectedException">Nothing is known.</exception>
    /// <exception cref="TmuxTimeoutException">Likewise.</exception>
    public async Task<StepFound> BindAsync(TmuxServer server, bool wasSeen, StepOutput output)
    {
        if (await FindAsync(server) is { } there) return await OpenAsync(server, there, output);
        if (wasSeen || File.Exists(start.Begun)) return new StepFound(null);
        try
        {
            var pane = await creating.RunAsync(() => CreateAsync(server, output));
            return new StepFound(pane, pane.Output);
        }
        catch (Exception e) when (e is TmuxCommandException or DirectoryNotFoundException)
        {
            return new StepFound(null, null, e.Message);
        }
    }

    /// <summary>Keeps the pane's last words, ends its processes and closes it. Does nothing when it is gone.</summary>
    public async Task CloseAsync(TmuxServer server)
    {
        if (await FindAsync(server) is not { } info) return;
        var pane = server.GetPane(info);
        if (!File.Exists(start.Log)) await KeepAsync(await ScreenAsync(pane));
        await pane.KillAsync(grace);
    }

    /// <summary>Writes the last words of the attempt into its file.</summary>
    public async Task KeepAsync(string words)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(start.Log)!);
        await File.WriteAllTextAsync(start.Log, words.Length == 0 ? "" : words + "\n");
    }

    private async Task<PaneInfo?> FindAsync(TmuxServer server) =>
        (await server.ListPanesAsync()).FirstOrDefault(pane => PipelineTags.IsOf(pane, start));

    private static async Task<StepFound> OpenAsync(TmuxServer server, PaneInfo info, StepOutput output)
    {
        var pane = server.GetPane(info);
        PaneOutput? opened = null;
        try
        {
            if (!info.IsDead) opened = await pane.OpenOutputAsync(output);
        }
        catch (TmuxCommandException)
        {
            // It is gone by now; its exit watch says so.
        }
        output.Look(await ScreenAsync(pane)); // what it wrote while nobody looked
        return new StepFound(pane, opened);
    }

    private static async Task<string> ScreenAsync(TmuxPane pane)
    {
        try
        {
            return (await pane.CaptureAsync(LogLines, joinWrapped: true)).TrimEnd();
        }
        catch (TmuxCommandException)
        {
            return "";
        }
    }

    private async Task<TmuxPane> CreateAsync(TmuxServer server, StepOutput output)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(start.Begun)!);
        string[] command = ["/bin/sh", "-c", Once, start.Begun, start.Pane.Run];
        var tags = PipelineTags.Of(start);
        tags[PaneTags.Label] = start.Pane.Name == start.Pane.Stage ? start.Pane.Name : start.Pane.Step;
        var beside = (await server.ListPanesAsync()).FirstOrDefault(IsOfStage);
        if (beside is null)
        {
            return await server.CreateWindowAsync(new WindowSpec(start.Pipeline, start.Pane.Stage, start.Pane.Directory, command)
            {
                Environment = start.Environment,
                PaneOptions = tags,
                Output = output,
            });
        }
        var pane = await server.SplitWindowAsync(new PaneSpec(beside.WindowId, start.Pane.Directory, command)
        {
            Environment = start.Environment,
            PaneOptions = tags,
            Output = output,
        });
        await server.SelectLayoutAsync(beside.WindowId, "tiled");
        return pane;
    }

    private bool IsOfStage(PaneInfo pane) =>
        pane.SessionName == start.Pipeline
        && pane.Options.GetValueOrDefault(PipelineTags.Run) == start.Run
        && pane.Options.GetValueOrDefault(PipelineTags.Step)?.StartsWith(start.Pane.Stage + ".", StringComparison.Ordinal) is true;
}
