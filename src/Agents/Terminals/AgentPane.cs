using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Terminals;

/// <summary>An agent's pane, as its terminal, its deliveries and its screen's watch look at it.</summary>
internal sealed class AgentPane(TmuxServer server, TmuxPane pane)
{
    public TmuxPane Pane => pane;

    /// <summary>What tmux says of it now; <c>null</c> when tmux says that it is gone.</summary>
    public Task<PaneInfo?> LookAsync() => server.FindPaneAsync(pane.PaneId);

    public async Task<PaneScreen> ScreenAsync()
    {
        var info = LookAsync();
        var screen = await pane.CaptureAsync();
        return new PaneScreen((await info)?.Title ?? "", [.. screen.Split('\n').Select(line => line.TrimEnd())]);
    }

    /// <summary>The name of the interactive shell that would execute what is typed now; <c>null</c> when none has the terminal.</summary>
    public string? Shell() => pane.ReadShell();

    /// <summary>Whether the kernel edits lines, so that a line is handed over at its end whatever the program does meanwhile.</summary>
    public bool IsCooked() => pane.ReadTty() is { IsCanonical: true };
}
