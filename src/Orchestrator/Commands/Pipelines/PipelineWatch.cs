using Orchestrator.Commands.Shared;
using System.Text.Json;

namespace Orchestrator.Commands.Pipelines;

/// <summary>Shows a run until it is over: in place on a terminal, else a line for each change, or for programs an object for each.</summary>
internal sealed class PipelineWatch(Invocation call, string run)
{
    private const int MostLosses = 5;

    private readonly Dictionary<string, string> _states = [];
    private int _drawn;

    /// <returns>0 when it succeeded, else 1.</returns>
    /// <exception cref="CommandFailure">The daemon cannot be asked any more.</exception>
    internal int Show()
    {
        for (var losses = 1; ; losses++)
        {
            try
            {
                foreach (var line in call.Daemon.Follow(PipelineCommands.RouteOf(run) + "/follow" + (InPlace ? "?beat=true" : "")))
                {
                    losses = 0;
                    using var answer = JsonDocument.Parse(line);
                    Write(answer.RootElement);
                    if (answer.RootElement.GetProperty("run").Text("state") is not "running" and var state)
                        return state == "succeeded" ? ExitCode.Done : ExitCode.Failed;
                }
            }
            catch (Exception e) when (losses < MostLosses && (e is IOException || e is CommandFailure { Code: CommandFailure.UnreachableCode }))
            {
                // The daemon was killed or restarted: the next round starts it again, and the run goes on where it was.
            }
            if (losses >= MostLosses)
                throw CommandFailure.Unreachable($"The daemon ended {MostLosses} times while {run} was watched.", $"See how it stands: orc pipeline show {run}");
        }
    }

    private bool InPlace => call.Output.Colours;

    private void Write(JsonElement answer)
    {
        var info = answer.GetProperty("run");
        if (call.Output.Json)
        {
            call.Output.StreamObject(call.Command, answer);
        }
        else if (InPlace && Drawing(info) is var drawing && drawing.Count(c => c == '\n') is var height && height < Console.WindowHeight)
        {
            // Without wrapping, a line of text is a line of the screen.
            call.Output.People.Write($"\e[?7l{(_drawn > 0 ? $"\e[{_drawn}A\e[J" : "")}{drawing}\e[?7h");
            call.Output.People.Flush();
            _drawn = height;
        }
        else
        {
            WriteChanges(info);
        }
    }

    private static string Drawing(JsonElement info)
    {
        using var text = new StringWriter();
        PipelineText.Write(text, info, colours: true);
        return text.ToString();
    }

    private void WriteChanges(JsonElement info)
    {
        foreach (var stage in info.Items("stages"))
        {
            Change(info, $"stage {stage.Text("name")}", stage.Text("state"), stage.Text("reason"));
            foreach (var pane in stage.Items("panes"))
                Change(info, $"pane {pane.Text("step")}", PipelineText.StateOf(pane), pane.Text("reason"));
        }
        Change(info, info.Text("id"), info.Text("state"), info.Text("reason"));
    }

    private void Change(JsonElement info, string what, string state, string reason)
    {
        if (_states.GetValueOrDefault(what, "waiting") == state) return;
        _states[what] = state;
        call.Output.StreamLine($"{PipelineText.Seconds(info),8}  {what}: {state}{(reason.Length > 0 ? $" – {reason}" : "")}");
    }
}
