using Orchestrator.Agents.CodingAgents;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

public sealed class RowDialogReaderTests
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> _rows = [["Allow once", "Allow always", "Reject"], ["Confirm", "Cancel"]];

    private static readonly string[] _screen =
    [
        "     ▣  Build · Stub                                            LSP",
        "  ┃",
        "  ┃  △ Permission required",
        "  ┃    # Shell command                                          12 tokens",
        "  ┃",
        "  ┃  $ touch made1",
        "  ┃                                                             ~/work",
        "  ┃   Allow once   Allow always   Reject          ⇆ select  enter confirm",
        "  ┃",
    ];

    [Fact]
    public void The_question_is_what_stands_in_the_dialogs_frame_and_not_in_the_panel_beside_it()
    {
        var dialog = RowDialogReader.Read(_screen, _rows)!;
        Assert.Equal("△ Permission required\n# Shell command\n$ touch made1", dialog.Question);
        Assert.Equal([new("1", "Allow once"), new("2", "Allow always"), new("3", "Reject")], dialog.Options);
        Assert.Null(RowDialogReader.Read(["nothing of the kind"], _rows));
    }

    [Theory] // as OpenCode 1.18.33 drew them
    [InlineData("\u001b[48;5;232m  \u001b[38;5;215m┃\u001b[48;5;234m  \u001b[48;5;215m \u001b[38;5;232mAllow once\u001b[38;5;15m \u001b[48;5;234m  \u001b[38;5;8mAllow always\u001b[38;5;15m   \u001b[38;5;8mReject\u001b[38;5;15m      enter", 0)]
    [InlineData("\u001b[48;5;232m  \u001b[38;5;215m┃\u001b[48;5;234m   \u001b[38;5;8mAllow once\u001b[38;5;15m  \u001b[48;5;215m \u001b[38;5;232mAllow always\u001b[38;5;15m \u001b[48;5;234m  \u001b[38;5;8mReject\u001b[38;5;15m      enter", 1)]
    [InlineData("\u001b[48;5;234m   Allow once   Allow always  \u001b[48;5;215m Reject \u001b[48;5;234m      enter", 2)]
    [InlineData("   Allow once   Allow always  \u001b[7m Reject \u001b[27m   enter", 2)]
    [InlineData("   Allow once   Allow always   Reject   enter", null)]
    public void The_marked_option_is_the_one_on_another_background(string line, int? marked) => Assert.Equal(marked, RowDialogReader.Marked(line, _rows[0]));
}
