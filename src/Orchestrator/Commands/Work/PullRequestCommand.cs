using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Commands.Work;

/// <summary>
/// <c>orc pr</c>: pushes what has landed and opens a pull request with the user's own <c>gh</c> or <c>glab</c>. It runs in the user's
/// terminal and with the user's environment, since that is where their keys and hooks are.
/// </summary>
internal sealed class PullRequestCommand : OrcCommand
{
    private readonly Argument<string?> _project = new("project") { Description = "Which project (default: the only one)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _remote = new("--remote") { Description = "Where to push to (default: origin)", HelpName = "NAME" };
    private readonly Option<string> _base = new("--base") { Description = "The branch that it is to be merged into (default: the one the project started on)", HelpName = "BRANCH" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be pushed and proposed; do nothing" };

    internal PullRequestCommand()
        : base("pr", "Push what has landed and open a pull request", "orc pr shop", "orc pr shop --base main --dry-run")
    {
        Add(_project);
        foreach (Option option in (Option[])[_remote, _base, _dryRun]) Add(option);
    }

    protected override int Run(Invocation call)
    {
        var project = ProjectChoice.Of(call, call.Optional(_project));
        var sync = call.Daemon.Get(ProjectChoice.Path(project, "sync"));
        var tasks = call.Daemon.Get($"/v1/tasks?project={Uri.EscapeDataString(project)}").Items("tasks").ToList();
        var (root, branch) = (sync.Text("repository"), sync.Text("integration_branch"));
        var into = call.Value(_base) ?? (sync.Text("start_branch") is { Length: > 0 } start ? start : throw CommandFailure.Usage("The project started on no branch.", "Name the branch to merge into: --base BRANCH"));
        if (Git(root, "rev-parse", "--verify", "-q", $"refs/heads/{branch}").Exit != 0)
            throw CommandFailure.Refused($"Nothing has landed on {branch} yet.", $"orc merge list {project} shows the queue.");
        var title = $"{project}: {tasks.Count(t => t.Text("state") == "done")} tasks done";
        var body = Body(tasks, Git(root, "log", "--first-parent", "--format=- %s", $"{into}..{branch}").Output);
        var (state, detail) = call.Value(_dryRun) ? ("planned", "Nothing was done: --dry-run.") : Open(call, root, branch, into, title, body, call.Value(_remote) ?? "origin");
        var answer = new JsonObject { ["pull_request"] = new JsonObject { ["state"] = state, ["branch"] = branch, ["base"] = into, ["title"] = title, ["body"] = body, ["detail"] = detail } };
        using var json = JsonDocument.Parse(answer.ToJsonString());
        return call.Answer(json.RootElement, to =>
        {
            to.WriteLine($"{branch} → {into}: {title}\n\n{body}");
            to.WriteLine(detail);
        });
    }

    private static (string State, string Detail) Open(Invocation call, string root, string branch, string into, string title, string body, string remote)
    {
        var (exit, url, _) = Git(root, "remote", "get-url", remote);
        if (exit != 0)
            return ("written", $"The repository has no remote {remote}: nothing was pushed. Add it: git -C {root} remote add {remote} URL");
        call.Output.Progress($"orc: pushes {branch} to {remote} …");
        if (Git(root, "push", remote, $"{branch}:{branch}") is { Exit: not 0 } refused) throw CommandFailure.Failed($"git push failed: {refused.Error}", "Mend that and repeat it.");
        (string, string[]) gh = ("gh", ["pr", "create", "--head", branch, "--base", into, "--title", title, "--body", body]);
        (string, string[]) glab = ("glab", ["mr", "create", "--source-branch", branch, "--target-branch", into, "--title", title, "--description", body, "--yes"]);
        var refusals = new List<string>();
        foreach (var (program, arguments) in url.Contains("gitlab", StringComparison.OrdinalIgnoreCase) ? [glab, gh] : new[] { gh, glab })
        {
            if (Start(program, arguments, root) is not { } done) continue;
            if (done.Exit == 0) return ("opened", done.Output);
            refusals.Add($"{program} did not open a pull request: {(done.Error.Length > 0 ? done.Error : done.Output)}");
        }
        return ("pushed", refusals.Count > 0
            ? $"{branch} is pushed to {remote}; {string.Join(" ", refusals)}"
            : $"{branch} is pushed to {remote}. Neither gh nor glab is installed: open the pull request with the text above.");
    }

    private static string Body(IReadOnlyList<JsonElement> tasks, string log)
    {
        var text = new StringBuilder();
        foreach (var (state, heading) in new[] { ("done", "Done"), ("", "Not done") })
        {
            var some = tasks.Where(t => (t.Text("state") == "done") == (state == "done")).ToList();
            if (some.Count == 0) continue;
            text.Append("## ").Append(heading).Append("\n\n");
            foreach (var task in some) text.Append("- ").Append(task.Text("id")).Append(' ').Append(task.Text("title")).Append('\n');
            text.Append('\n');
        }
        if (log.Length > 0) text.Append("## Commits\n\n").Append(log).Append('\n');
        return text.ToString();
    }

    private static (int Exit, string Output, string Error) Git(string root, params string[] arguments) =>
        Start("git", arguments, root) ?? throw CommandFailure.Failed("git is not installed.", "Install it: apt-get install git");

    /// <returns><c>null</c> when the program is not installed.</returns>
    private static (int Exit, string Output, string Error)? Start(string program, string[] arguments, string directory)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd().TrimEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult().Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
