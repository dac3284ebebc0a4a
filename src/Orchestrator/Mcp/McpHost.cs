using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Orchestrator.Commands;
using Orchestrator.Commands.Shared;
using Orchestrator.Runtime.Configuration;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Mcp;

/// <summary>The protocol's side: lists the tools, calls them, and turns what comes back into results. Ends with its standard input.</summary>
internal sealed class McpHost(ToolCatalog catalog)
{
    internal const string Name = "orchestrator";

    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal async Task RunAsync()
    {
        await using var transport = new StdioServerTransport(Name);
        await using var server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = Name, Title = "Orchestrator", Version = CommandLine.Version },
            ServerInstructions = catalog.Instructions,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. catalog.Offered.Select(Show)] }),
                CallToolHandler = async (request, _) => await CallAsync(request.Params),
            },
        });
        await server.RunAsync();
    }

    private static Tool Show(McpTool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = ToolSchema.Of(tool.Parameters),
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.Effect is ToolEffect.Reads,
            DestructiveHint = false,
            IdempotentHint = tool.Effect is not ToolEffect.Adds,
            OpenWorldHint = false,
        },
    };

    private async Task<CallToolResult> CallAsync(CallToolRequestParams asked)
    {
        var tool = ToolCatalog.Find(asked.Name) ?? throw new McpProtocolException(
            $"There is no tool \"{asked.Name}\". {Spelling.Hint(asked.Name, [.. catalog.Offered.Select(t => t.Name)])}", McpErrorCode.InvalidParams);
        try
        {
            // The daemon is asked synchronously; the protocol's thread goes on meanwhile.
            return Done(await Task.Run(() => catalog.Call(tool, asked.Arguments)));
        }
        catch (CommandFailure failure)
        {
            return Failed(failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return Failed(CommandFailure.Failed(e.Message));
        }
    }

    private static CallToolResult Done(JsonNode answer) => new()
    {
        Content = [new TextContentBlock { Text = answer.ToJsonString(_readable) }],
        StructuredContent = JsonSerializer.SerializeToElement(answer),
    };

    private static CallToolResult Failed(CommandFailure failure) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = failure.Hint is { } hint ? $"{failure.Message}\n{hint}" : failure.Message }],
        StructuredContent = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message, ["hint"] = failure.Hint },
        }),
    };
}
