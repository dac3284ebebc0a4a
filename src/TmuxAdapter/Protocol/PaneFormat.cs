using System.Globalization;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>The one format that asks for everything about panes, and its reading back.</summary>
/// <remarks>A path, a title or an option may hold anything, line feeds too; so fields and records end in texts that nobody can guess.</remarks>
internal sealed class PaneFormat
{
    private const int FixedFields = 25;

    private readonly string _fieldEnd = $"|{Guid.NewGuid():N}|";
    private readonly string _recordEnd = $"|{Guid.NewGuid():N}|";
    private readonly IReadOnlyList<string> _options;

    public PaneFormat(IReadOnlyList<string> options)
    {
        foreach (var name in options) UserOption.Check(name);
        _options = options;
        string[] variables =
        [
            "pane_id", "pane_index", "window_id", "window_index", "window_name", "session_id", "session_name", "pane_pid", "pane_tty",
            "pane_dead", "pane_dead_status", "pane_dead_signal", "pane_in_mode", "pane_active", "pane_title", "pane_current_command",
            "?pane_current_path,#{pane_current_path},#{pane_start_path}", "pane_pipe", "pane_width", "pane_height", "cursor_x", "cursor_y", "alternate_on",
            "pane_left", "pane_top", .. options,
        ];
        Text = string.Concat(variables.Select(name => $"#{{{name}}}{_fieldEnd}")) + _recordEnd;
    }

    /// <summary>The format, for <c>-F</c>.</summary>
    public string Text { get; }

    public List<PaneInfo> Read(IReadOnlyList<string> lines)
    {
        var panes = new List<PaneInfo>();
        var records = string.Join('\n', lines).Split(_recordEnd);
        foreach (var record in records.AsSpan(0, records.Length - 1))
        {
            var fields = record.TrimStart('\n').Split(_fieldEnd);
            if (fields.Length != FixedFields + _options.Count + 1)
                throw new ControlModeException($"A pane of {fields.Length} fields: {record}");
            panes.Add(Read(fields));
        }

        return panes;
    }

    private PaneInfo Read(string[] fields)
    {
        var options = new Dictionary<string, string>();
        for (var i = 0; i < _options.Count; i++)
            if (fields[FixedFields + i] is { Length: > 0 } value) options[_options[i]] = value;

        return new PaneInfo
        {
            PaneId = fields[0],
            PaneIndex = Number(fields[1]) ?? 0,
            WindowId = fields[2],
            WindowIndex = Number(fields[3]) ?? 0,
            WindowName = fields[4],
            SessionId = fields[5],
            SessionName = fields[6],
            Pid = Number(fields[7]) ?? 0,
            Tty = fields[8],
            IsDead = fields[9] == "1",
            ExitCode = Number(fields[10]),
            ExitSignal = Number(fields[11]),
            IsInMode = Number(fields[12]) > 0,
            IsActive = fields[13] == "1",
            Title = fields[14],
            CurrentCommand = fields[15],
            CurrentPath = fields[16],
            HasPipe = fields[17] == "1",
            Columns = Number(fields[18]) ?? 0,
            Rows = Number(fields[19]) ?? 0,
            CursorColumn = Number(fields[20]) ?? 0,
            CursorRow = Number(fields[21]) ?? 0,
            IsAlternateScreen = fields[22] == "1",
            Left = Number(fields[23]) ?? 0,
            Top = Number(fields[24]) ?? 0,
            Options = options,
        };
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
