namespace Orchestrator.Rehearsal.Screen;

/// <summary>What stands below the transcript: what the agent is doing, waiting prompts, and the composer or a dialog.</summary>
/// <param name="Rows">Each fits the terminal's width.</param>
/// <param name="CursorRow">From 0.</param>
/// <param name="CursorColumn">From 0.</param>
/// <param name="Title">The terminal's title.</param>
internal sealed record LiveArea(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn, string Title)
{
    private const int MostDraftRows = 8;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    public static LiveArea Of(RehearsalAgent agent, string name, int columns, DateTimeOffset now)
    {
        var width = Math.Max(20, columns) - 1;
        var rows = new List<string>();
        var turn = agent.Turn is { LooksIdle: false } shown ? shown : null;
        if (turn?.Dialog is { } dialog)
            return OfDialog(dialog, name, width);
        var seconds = turn is null ? 0 : (int)(now - turn.Began).TotalSeconds;
        if (turn is not null)
            rows.AddRange(["", $"✽ Working… ({seconds}s)"]);
        foreach (var prompt in agent.Queued)
            rows.Add(Fit($"  ❯ {prompt.ReplaceLineEndings(" ")}", width));
        rows.Add(Rule(width));
        var composer = rows.Count;
        var draft = Cells.Wrap(Cells.Printable(agent.Composer.Shown), width - 2);
        var visible = draft.Skip(Math.Max(0, draft.Count - MostDraftRows)).ToList();
        rows.AddRange(visible.Select((row, i) => (i == 0 ? "❯ " : "  ") + row));
        var cursor = agent.Composer.IsCursorAhead ? (Row: composer, Column: 2) : (Row: rows.Count - 1, Column: 2 + Cells.WidthOf(visible[^1]));
        if (agent.Composer.IsEmpty && GhostText(agent) is { Length: > 0 } ghost)
            rows[composer] = $"❯ \e[2m{Fit(ghost, width - 2)}\e[22m";
        rows.AddRange([Rule(width), turn is null ? "  ? for shortcuts" : "  esc to interrupt"]);
        var sign = turn is null ? "✳" : Spinner[seconds % Spinner.Length].ToString();
        return new LiveArea(rows, cursor.Row, cursor.Column, $"{sign} {name}");
    }

    private static LiveArea OfDialog(PermissionDialog dialog, string name, int width)
    {
        List<string> rows = [Rule(width), " " + dialog.Heading, "", .. Cells.Wrap(Cells.Printable(dialog.Request), width - 3).Take(MostDraftRows).Select(row => $"   {row}"), "", " " + dialog.Question];
        var cursorRow = rows.Count + dialog.Selected;
        rows.AddRange(dialog.Choices.Select((choice, i) => $" {(i == dialog.Selected ? '❯' : ' ')} {i + 1}. {choice}"));
        rows.AddRange(["", " Esc to cancel"]);
        return new LiveArea(rows, cursorRow, 1, $"Action Required · {name}");
    }

    private static string GhostText(RehearsalAgent agent) =>
        agent.Queued.Any() ? "Press up to edit queued messages" : agent.GhostText;

    private static string Rule(int width) => new('─', width);

    private static string Fit(string text, int width) => Cells.Wrap(Cells.Printable(text), width)[0];
}
