using Orchestrator.Commands.Shared;
using System.Text.Json;

namespace Orchestrator.Commands.Panes;

/// <summary>Panes for people.</summary>
internal static class PaneText
{
    internal static void Write(TextWriter to, IEnumerable<JsonElement> panes, bool colours)
    {
        var table = new Table("SESSION", "WINDOW", "INDEX", "LABEL", "PANE", "PID", "STATE", "COMMAND", "DIR");
        foreach (var pane in panes)
        {
            var state = pane.Text("state");
            table.Add(
                pane.Text("session"), pane.Text("window"), pane.Text("index"), pane.Text("agent") is { Length: > 0 } agent ? agent : pane.Text("label"), pane.Text("pane_id"),
                pane.Text("pid"), new Table.Cell(Ending(pane, state), state == "running" ? Tint.Good : Tint.Dim), pane.Text("command"), pane.Text("dir"));
        }

        table.Write(to, colours);
    }

    private static string Ending(JsonElement pane, string state) =>
        state != "exited" ? state
        : pane.Text("exit_signal") is { Length: > 0 } signal ? $"exited (signal {signal})"
        : pane.Text("exit_code") is { Length: > 0 } code ? $"exited ({code})" : state;
}
