using Orchestrator.Commands.Shared;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Pipelines;

/// <summary>Runs of pipelines for people.</summary>
internal static class PipelineText
{
    internal static void WriteList(TextWriter to, IEnumerable<JsonElement> runs, bool colours)
    {
        var table = new Table("RUN", "STATE", "STARTED", "ELAPSED", "BY");
        foreach (var run in runs)
            table.Add(run.Text("id"), new(run.Text("state"), TintOf(run.Text("state"))), run.Text("started_at"), Seconds(run), run.Text("by"));
        table.Write(to, colours);
    }

    internal static void Write(TextWriter to, JsonElement run, bool colours)
    {
        var state = run.Text("state");
        to.Write($"{Paint.Text(run.Text("id"), Tint.Bold, colours)}  {Paint.Text(state, TintOf(state), colours)}  {Seconds(run)}");
        to.WriteLine(run.Text("reason") is { Length: > 0 } reason ? $"  {reason}" : "");
        var table = new Table("STAGE", "PANE", "STATE", "ELAPSED", "TMUX", "");
        foreach (var stage in run.Items("stages"))
        {
            var panes = stage.Items("panes").ToList();
            var isOne = panes.Count == 1 && panes[0].Text("name") == stage.Text("name");
            if (!isOne) AddStage(table, stage);
            foreach (var pane in panes)
            {
                table.Add(
                    isOne ? new Table.Cell(stage.Text("name"), Tint.Bold) : "", isOne ? "" : pane.Text("name"), new(StateOf(pane), TintOf(pane.Text("state"))), Seconds(pane),
                    pane.Text("is_open") == "true" ? pane.Text("pane_id") : "", pane.Text("reason") is { Length: > 0 } why ? why : isOne ? stage.Text("reason") : "");
            }
        }
        table.Write(to, colours);
    }

    /// <summary>A pane's state, with the attempt when it is not the first.</summary>
    internal static string StateOf(JsonElement pane) =>
        pane.TryGetProperty("attempt", out var attempt) && attempt.GetInt32() > 1 ? $"{pane.Text("state")} (attempt {attempt.GetInt32()})" : pane.Text("state");

    internal static string Seconds(JsonElement from) =>
        from.TryGetProperty("elapsed", out var elapsed) && elapsed.ValueKind == JsonValueKind.Number
            ? elapsed.GetDouble() is < 60 and var seconds ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + "s" : Durations.Format(TimeSpan.FromSeconds(elapsed.GetDouble()))
            : "";

    private static void AddStage(Table table, JsonElement stage) => table.Add(
        new(stage.Text("name"), Tint.Bold), "", new(stage.Text("state"), TintOf(stage.Text("state"))), Seconds(stage), "", stage.Text("reason"));

    private static Tint TintOf(string state) => state switch
    {
        "succeeded" or "ready" => Tint.Good,
        "running" or "starting" or "queued" => Tint.Warn,
        "failed" => Tint.Bad,
        _ => Tint.Dim,
    };
}
