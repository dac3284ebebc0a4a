using Orchestrator.Api;
using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;

namespace Orchestrator.Mcp;

/// <summary><c>orc mcp</c>: Orchestrator's tools for an agent whose CLI speaks the Model Context Protocol, over standard input and output.</summary>
internal sealed class McpCommand : OrcCommand
{
    /// <summary>No tool takes long: what does is answered at once with an id.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal McpCommand()
        : base(
            "mcp", "For agents' CLIs: offer Orchestrator's tools by the Model Context Protocol, on standard input and output",
            "claude mcp add orchestrator -- orc mcp",
            "codex mcp add orchestrator -- orc mcp")
    {
    }

    protected override int Run(Invocation call)
    {
        var identity = Identity.FromEnvironment();
        // A daemon that is away is not started from here: it would get this agent's environment, and its user may have stopped it.
        var daemon = new DaemonClient(call.Home, call.DaemonSettings, identity, _ => { }, new ClientManner(StartsDaemon: false, Patience));
        new McpHost(new ToolCatalog(McpCaller.Of(identity), daemon)).RunAsync().GetAwaiter().GetResult();
        return ExitCode.Done;
    }
}
