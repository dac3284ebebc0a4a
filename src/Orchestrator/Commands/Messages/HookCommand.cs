using Orchestrator.Commands.Shared;
using Orchestrator.Hooks;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc hook</c>, for the help; <see cref="HookVerb"/> does it, without the start of the rest.</summary>
internal sealed class HookCommand() : OrcCommand(
    "hook",
    "For agents' CLIs: tell of an event, given as JSON on standard input",
    "echo '{\"hook_event_name\":\"Stop\"}' | orc hook")
{
    protected override int Run(Invocation call)
    {
        using var input = Console.OpenStandardInput();
        return HookVerb.Run(input, () => Console.Out, () => Console.Error, Environment.GetEnvironmentVariable);
    }
}
