using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Team;

/// <summary><c>orc agent add</c>: a new member for a running project.</summary>
internal sealed class AgentAddCommand : OrcCommand
{
    private readonly Argument<string> _project = new("project") { Description = "The project's name" };
    private readonly Option<string> _role = new("--role", "-r") { Description = "Its role, e.g. developer, tester, reviewer", HelpName = "ROLE", Required = true };
    private readonly Option<string> _name = new("--name", "-n") { Description = "Its name (default: the role, with a number when that is taken)", HelpName = "NAME" };
    private readonly Option<string> _profile = new("--profile") { Description = "Which coding agent to run (default: the project's)", HelpName = "PROFILE" };
    private readonly Option<string> _command = new("--agent-command") { Description = "Run this command instead of a profile's", HelpName = "CMD" };

    private readonly Option<string> _credential = new("--credential") { Description = "The name of what it is billed to (default: the profile's); those on one share its usage limit", HelpName = "NAME" };

    internal AgentAddCommand()
        : base("add", "Add a member to a team and start it", "orc agent add shop --role reviewer")
    {
        Add(_project);
        foreach (Option option in (Option[])[_role, _name, _profile, _command, _credential])
            Add(option);
    }

    protected override int Run(Invocation call) => AgentCommands.Answer(call, call.Daemon.Post(
        $"/v1/projects/{Uri.EscapeDataString(call.Value(_project))}/agents",
        new AddAgentRequest(call.Value(_role)!, call.Value(_name), call.Value(_profile), call.Value(_command), RequestKey.New(), Credential: call.Value(_credential)),
        ApiJson.Default.AddAgentRequest,
        Repeat.Safe));
}
