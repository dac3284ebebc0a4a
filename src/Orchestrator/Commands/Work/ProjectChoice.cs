using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary>Which project a command about tasks or branches is for: as written, else the agent's own, else the only one.</summary>
internal static class ProjectChoice
{
    internal static Option<string> Option() => new("--project", "-p") { Description = "Which project (default: your own, or the only one)", HelpName = "NAME" };

    /// <exception cref="CommandFailure">There is none, or there are several.</exception>
    internal static string Of(Invocation call, string? written)
    {
        if (!string.IsNullOrEmpty(written)) return written;
        if (Environment.GetEnvironmentVariable("ORC_PROJECT") is { Length: > 0 } own) return own;
        var there = call.Daemon.Get("/v1/projects").Items("projects").Select(p => p.Text("name")).ToList();
        return there.Count switch
        {
            1 => there[0],
            0 => throw CommandFailure.NotFound("There is no project.", "Start one: orc launch --spec spec.md --project DIR"),
            _ => throw CommandFailure.Usage($"There are {there.Count} projects.", $"Name one: --project {string.Join("|", there)}"),
        };
    }

    /// <summary>The project and the task of what was written, <c>T3</c> or <c>shop:T3</c>.</summary>
    internal static (string Project, string Id) OfTask(Invocation call, string task, string? written)
    {
        var at = task.IndexOf(':', StringComparison.Ordinal);
        return at > 0 ? (task[..at], task[(at + 1)..]) : (Of(call, written), task);
    }

    internal static string Path(string project, string rest) => $"/v1/projects/{Uri.EscapeDataString(project)}/{rest}";
}
