using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc launch</c>: from a spec to a running team.</summary>
internal sealed class LaunchCommand : OrcCommand
{
    private readonly Option<string> _spec = new("--spec", "-s") { Description = "The spec: a Markdown file", HelpName = "FILE", Required = true };
    private readonly Option<string> _project = new("--project", "-p") { Description = "The directory to work in (default: the current one)", HelpName = "DIR" };
    private readonly Option<string> _name = new("--name", "-n") { Description = "The project's name, and its tmux session's (default: from the spec, else the directory)", HelpName = "NAME" };
    private readonly Option<string> _plan = new("--plan") { Description = "Which plan of usage caps the number of agents: pro, max5, max20, console (settings: orchestrator.teams.plans)", HelpName = "PLAN" };
    private readonly Option<string> _roles = new("--roles") { Description = "The team's roles, e.g. developer:2,tester", HelpName = "a,b" };
    private readonly Option<string> _teamType = new("--team-type") { Description = "Which kind of team: software, deployment, security, network, data, documentation, research (default: chosen by spec and project)", HelpName = "TYPE" };
    private readonly Option<string> _profile = new("--profile") { Description = "Which coding agent to run: claude, codex, … or rehearsal", HelpName = "PROFILE" };
    private readonly Option<string> _agentCommand = new("--agent-command") { Description = "Run this command in every window instead of a profile's", HelpName = "CMD" };
    private readonly Option<bool> _noWorktrees = new("--no-worktrees") { Description = "All agents work in the project's directory, not in worktrees of their own" };
    private readonly Option<bool> _worktrees = new("--worktrees") { Description = "Worktrees, whatever the spec and the settings say" };
    private readonly Option<bool> _initGit = new("--init-git") { Description = "Make the directory a git repository with a first commit, if it is none" };
    private readonly Option<bool> _refine = new("--refine") { Description = "Ask the coding agent once whether the team is right; its answer is used only when it fits (a named team is left as it is)" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say which team would be started and why; start nothing" };

    internal LaunchCommand()
        : base(
            "launch", "Read a spec, choose a team and start it",
            "orc launch --spec spec.md --project ~/src/shop",
            "orc launch --spec spec.md --roles developer:2,tester --profile codex",
            "orc launch --spec spec.md --team-type deployment --plan pro",
            "orc launch --spec spec.md --refine --dry-run",
            "orc launch --spec spec.md --dry-run")
    {
        foreach (Option option in (Option[])[_spec, _project, _name, _plan, _roles, _teamType, _profile, _agentCommand, _worktrees, _noWorktrees, _initGit, _refine, _dryRun])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        if (call.Value(_noWorktrees) && call.Value(_worktrees))
            throw CommandFailure.Usage("Both --worktrees and --no-worktrees are given.", "Write one of them.");
        var request = new LaunchRequest(
            Path.GetFullPath(call.Value(_spec)!),
            Path.GetFullPath(call.Value(_project) ?? "."),
            call.Value(_name),
            call.Value(_plan),
            call.Value(_roles),
            call.Value(_teamType),
            call.Value(_profile),
            call.Value(_agentCommand),
            call.Value(_dryRun),
            call.Value(_noWorktrees) ? false : call.Value(_worktrees) ? true : null,
            call.Value(_initGit),
            RequestKey.New(),
            call.Value(_refine));
        var answer = call.Daemon.Post("/v1/projects", request, ApiJson.Default.LaunchRequest, Repeat.Safe);
        return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
    }

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        if (answer.Object("plan") is { } plan)
        {
            PlanText.Write(to, plan, colours);
            return;
        }
        if (answer.Object("project") is not { } project) return;
        PlanText.WriteRefinement(to, answer);
        ProjectText.Write(to, project, colours, TimeProvider.System.GetUtcNow());
        to.WriteLine();
        to.WriteLine($"Watch it: orc attach {project.Text("name")}   How it stands: orc status {project.Text("name")}");
    }
}
