using System.Text.Json;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

/// <summary>A home with pipelines in it, and what their runs are seen to do.</summary>
public sealed class PipelineHome : IDisposable
{
    public OrcHome Orc { get; } = new();

    /// <summary>Writes a pipeline into the home.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string yaml)
    {
        var file = Path.Combine(Orc.Path, name + ".yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    /// <summary>Starts a run.</summary>
    /// <returns>Its id.</returns>
    public string Begin(string name, string yaml) => Orc.Run("pipeline", "run", Write(name, yaml), "--json").Done.Json.GetProperty("id").GetString()!;

    /// <summary>Runs one to its end.</summary>
    public Finished Watch(string name, string yaml) => Orc.Run("pipeline", "run", Write(name, yaml), "--watch", "--json");

    public JsonElement Show(string run) => Orc.Run("pipeline", "show", run, "--json").Done.Json.GetProperty("run");

    /// <summary>How the pane of a run stands.</summary>
    public JsonElement Pane(string run, string step) => PaneOf(Show(run), step);

    public static JsonElement PaneOf(JsonElement run, string step) =>
        run.GetProperty("stages").EnumerateArray().SelectMany(s => s.GetProperty("panes").EnumerateArray()).First(p => p.GetProperty("step").GetString() == step);

    public static string StageOf(JsonElement run, string stage) =>
        run.GetProperty("stages").EnumerateArray().First(s => s.GetProperty("name").GetString() == stage).GetProperty("state").GetString()!;

    public void Ends(string run, string state) => Eventually.Holds(() => Xunit.Assert.Equal(state, Show(run).GetProperty("state").GetString()));

    /// <summary>What the steps have added to a file in the working directory.</summary>
    public string[] Marks(string file = "marks")
    {
        var path = Path.Combine(Orc.Work, file);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }

    public void HasMark(string mark) => Eventually.Holds(() => Xunit.Assert.Contains(mark, Marks()));

    public int PanesOf(string session) => Orc.Tmux("list-panes", "-s", "-t", $"={session}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public void Dispose() => Orc.Dispose();
}
