using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using Orchestrator.Mcp.Tools;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Mcp;

/// <summary>Every tool, who is offered which, and how one is called.</summary>
internal sealed class ToolCatalog(McpCaller caller, DaemonClient daemon)
{
    private readonly UnansweredCalls _unanswered = new();

    internal static IReadOnlyList<McpTool> All { get; } = [.. MessageTools.All, .. TeamTools.All, .. TaskTools.All, .. CheckInTools.All, .. InsightTools.All, .. PermissionTools.All];

    /// <summary>Those that are shown to this caller.</summary>
    internal IReadOnlyList<McpTool> Offered { get; } = [.. All.Where(t => caller.Steers || !t.ForSteering)];

    /// <summary>What a model is told once, before it knows any tool.</summary>
    internal string Instructions =>
        (caller.Agent is null ? "You act for the user of Orchestrator, which runs teams of agents. " : $"You are {caller.Name}, one of a team of agents that Orchestrator runs. ")
        + "These tools reach your colleagues, your project manager and Orchestrator itself. Messages to you come as prompts by themselves: never wait or poll for them. "
        + "Every tool answers at once; what takes longer goes on by itself, and you are told.";

    internal static McpTool? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>Checks the arguments and calls the tool.</summary>
    /// <exception cref="CommandFailure">It was not done, or whether it was is unknown; the message says which.</exception>
    internal JsonNode Call(McpTool tool, IEnumerable<KeyValuePair<string, JsonElement>>? arguments)
    {
        var checkedOnes = ToolArguments.Check(tool, arguments);
        var request = $"{tool.Name}\n{checkedOnes.Fingerprint()}";
        var key = checkedOnes.Text(ToolParameter.Key.Name) ?? _unanswered.KeyOf(request) ?? RequestKey.New();
        try
        {
            var answer = tool.Run(new ToolCall(checkedOnes, caller, daemon, key));
            _unanswered.Forget(request);
            return answer;
        }
        catch (CommandFailure failure) when (failure.Code == CommandFailure.UnreachableCode)
        {
            if (tool.Effect is not ToolEffect.Adds) throw;
            _unanswered.Remember(request, key);
            throw CommandFailure.Unreachable(failure.Message, $"{failure.Hint}\nThe same call with the same arguments is the same request: it is never done twice.");
        }
        catch (CommandFailure)
        {
            _unanswered.Forget(request);
            throw;
        }
    }
}
