using Orchestrator.Agents.CodingAgents;
using Orchestrator.TmuxAdapter;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Terminals;

/// <summary>An agent's pane, as its terminal, its deliveries and its screen's watch look at it.</summary>
internal sealed class AgentPane(TmuxServer server, TmuxPane pane)
{
    /// <summary>As tmux has it.</summary>
    public TmuxPane Tmux => pane;

    /// <summary>What tmux says of it now; <c>null</c> when tmux says that it is gone.</summary>
    public Task<PaneInfo?> LookAsync() => server.FindPaneAsync(pane.PaneId);

    public Task SetTagAsync(string name, string value) => server.SetOptionAsync(OptionScope.Pane, pane.PaneId, name, value);

    public async Task<PaneScreen> ScreenAsync()
    {
        var info = LookAsync();
        var screen = await pane.CaptureAsync();
        return new PaneScreen((await info)?.Title ?? "", [.. screen.Split('\n').Select(line => line.TrimEnd())]);
    }

    /// <summary>What stands in the composer.</summary>
    /// <param name="prompt">What a line of it begins with; null when that cannot be told.</param>
    public async Task<Composer> ComposerAsync(Regex? prompt)
    {
        if (prompt is null) return Composer.Unknown;
        var (info, plain, coloured) = (LookAsync(), pane.CaptureAsync(), pane.CaptureAsync(escapes: true)); // one after the other in tmux, nothing in between
        if (await info is not { IsDead: false } at) return Composer.Unknown;
        var line = (await coloured).Split('\n').ElementAtOrDefault(at.CursorRow) ?? "";
        return ComposerReader.Read(prompt, (await plain).Split('\n'), at.CursorRow, at.CursorColumn, line);
    }

    /// <summary>The name of the interactive shell that would execute what is typed now; <c>null</c> when none has the terminal.</summary>
    public string? Shell() => pane.ReadShell();

    /// <summary>Whether its program has yet to read what was typed last: it is busy, or stopped.</summary>
    public bool HasUnread() => pane.ReadTty() is { Unread: > 0 };

    /// <summary>Whether the kernel edits lines, so that a line is handed over at its end whatever the program does meanwhile.</summary>
    public bool IsCooked() => pane.ReadTty() is { IsCanonical: true };
}
