using Akka.Actor;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What every run works with.</summary>
/// <param name="Tmux">The owner of the connection.</param>
/// <param name="Environment">Orchestrator's own variables for every pane: its home, and a PATH with <c>orc</c>.</param>
/// <param name="Directory">Where the last words of panes are kept, a folder a run.</param>
/// <param name="Grace">How long a process may take to end before it is killed.</param>
/// <param name="Time">The clock of programs: real.</param>
public sealed record PipelineServices(
    IActorRef Tmux,
    IReadOnlyDictionary<string, string> Environment,
    string Directory,
    TimeSpan Grace,
    TimeProvider Time)
{
    /// <summary>The folder of one run.</summary>
    internal string FolderOf(string run) => Path.Combine(Directory, run);

    /// <summary>The file of the last words of one attempt.</summary>
    internal string LogOf(string run, string step, int attempt) => FileOf(run, step, attempt, "log");

    /// <summary>The file that an attempt's pane makes right before its command begins: it is there as soon as the command may have run.</summary>
    internal string BegunOf(string run, string step, int attempt) => FileOf(run, step, attempt, "begun");

    private string FileOf(string run, string step, int attempt, string kind) =>
        Path.Combine(FolderOf(run), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{step}.{attempt}.{kind}"));
}
