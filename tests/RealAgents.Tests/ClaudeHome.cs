using Orchestrator.EndToEnd.Tests;
using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests;

/// <summary>A home whose profile <c>claude</c> is the real CLI with a configuration of its own, dummy keys and the stub as its model.</summary>
public sealed class ClaudeHome : IAsyncDisposable
{
    private const string Key = "sk-ant-stub-00000000000000000000";

    private ClaudeHome(StubModelApi model) => Model = model;

    public OrcHome Orc { get; } = new();

    public StubModelApi Model { get; }

    public static async Task<ClaudeHome> StartAsync()
    {
        var home = new ClaudeHome(await StubModelApi.StartAsync());
        home.WriteConfiguration();
        return home;
    }

    /// <summary>Launches the project <c>shop</c> and adds a real agent to it.</summary>
    /// <returns>Its target.</returns>
    public string Launch()
    {
        _ = Orc.Run("launch", "--spec", Orc.Spec, "--project", Orc.Work, "--profile", "rehearsal", "--roles", "developer").Done;
        _ = Orc.Run("agent", "add", "shop", "--role", "tester", "--profile", "claude").Done;
        return "shop:tester";
    }

    public async ValueTask DisposeAsync()
    {
        Orc.Dispose();
        await Model.DisposeAsync();
    }

    private void WriteConfiguration()
    {
        var configuration = Directory.CreateDirectory(Path.Combine(Orc.Path, "claude")).FullName;
        File.WriteAllText(Path.Combine(configuration, ".claude.json"), JsonSerializer.Serialize(new
        {
            hasCompletedOnboarding = true,
            theme = "dark",
            customApiKeyResponses = new { approved = new[] { Key[^20..] }, rejected = Array.Empty<string>() },
            projects = new Dictionary<string, object> { [Orc.Work] = new { hasTrustDialogAccepted = true, hasCompletedProjectOnboarding = true } },
        }));
        var program = RealAgentFactAttribute.Path("claude");
        var profile = Path.Combine(Directory.CreateDirectory(Path.Combine(Orc.Path, "agents")).FullName, "claude.conf");
        File.WriteAllText(profile, $$"""
            launch {
              command = ["{{program}}", "--session-id", "{session}"]
              resume = ["{{program}}", "--resume", "{session}"]
              environment {
                ANTHROPIC_BASE_URL = "{{Model.Address}}"
                ANTHROPIC_API_KEY = "{{Key}}"
                HOME = "{{configuration}}"
                CLAUDE_CONFIG_DIR = "{{configuration}}"
                CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC = "1"
                DISABLE_AUTOUPDATER = "1"
              }
            }
            """);
    }
}
