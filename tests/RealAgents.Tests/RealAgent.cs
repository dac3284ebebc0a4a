using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests;

/// <summary>How one real CLI is pointed at the stub: dummy keys and a home of the test's own, as a user would have set it up who never started it.</summary>
/// <param name="Profile">The shipped profile, which is tested as it stands.</param>
/// <param name="Variables">Its variables, by the stub's address.</param>
/// <param name="Files">What stands in its home, by the stub's address.</param>
/// <param name="Shell">A tool of its model's that runs a command, with permission.</param>
/// <param name="OtherEvidence">How a delivery may be known besides a hook's word: a plugin is not yet loaded when the first prompt is typed.</param>
public sealed record RealAgent(
    string Profile,
    Func<string, Dictionary<string, string>> Variables,
    Func<string, Dictionary<string, string>> Files,
    Func<string, StubReply> Shell,
    string? OtherEvidence = null)
{
    public static RealAgent Claude { get; } = new(
        "claude",
        stub => new()
        {
            ["ANTHROPIC_BASE_URL"] = stub,
            ["ANTHROPIC_API_KEY"] = "sk-ant-stub-00000000000000000000",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["CLAUDE_CODE_MAX_RETRIES"] = "1", // it tries a refused key again for three minutes otherwise
        },
        _ => [],
        command => new StubReply.UseTool("Bash", new { command, description = "Run it" }));

    /// <summary>Claude Code with a subscription's login, whose limits an API key does not have.</summary>
    public static RealAgent ClaudeSubscription { get; } = Claude with
    {
        Variables = stub =>
        {
            var variables = Claude.Variables(stub);
            variables.Remove("ANTHROPIC_API_KEY");
            variables["CLAUDE_CODE_OAUTH_TOKEN"] = "sk-ant-oat01-stub-00000000000000000000";
            return variables;
        },
    };

    public static RealAgent Codex { get; } = new(
        "codex",
        _ => new() { ["STUB_KEY"] = "sk-stub" },
        stub => new()
        {
            [".codex/config.toml"] = $$"""
                model = "gpt-5-codex"
                model_provider = "stub"
                [model_providers.stub]
                name = "stub"
                base_url = "{{stub}}/v1"
                env_key = "STUB_KEY"
                wire_api = "responses"
                """,
        },
        command => new StubReply.UseTool("exec_command", new { cmd = command, sandbox_permissions = "require_escalated", justification = "It is to be made." }));

    public static RealAgent Gemini { get; } = new(
        "gemini",
        stub => new() { ["GEMINI_API_KEY"] = "stub", ["GOOGLE_GEMINI_BASE_URL"] = stub, ["GEMINI_MODEL"] = "gemini-2.5-flash", ["GEMINI_TELEMETRY_ENABLED"] = "false" },
        _ => new() { [".gemini/settings.json"] = """{ "general": { "disableAutoUpdate": true, "enableAutoUpdate": false }, "privacy": { "usageStatisticsEnabled": false } }""" },
        command => new StubReply.UseTool("run_shell_command", new { command, description = "Run it" }));

    public static RealAgent Qwen { get; } = new(
        "qwen",
        stub => new() { ["OPENAI_API_KEY"] = "stub", ["OPENAI_BASE_URL"] = stub + "/v1", ["OPENAI_MODEL"] = "qwen3-coder" },
        _ => new()
        {
            [".qwen/settings.json"] = """
                { "security": { "auth": { "selectedType": "openai" } }, "tools": { "approvalMode": "default" },
                  "general": { "disableAutoUpdate": true, "enableAutoUpdate": false }, "privacy": { "usageStatisticsEnabled": false } }
                """,
        },
        command => new StubReply.UseTool("run_shell_command", new { command, description = "Run it", is_background = false }));

    public static RealAgent OpenCode { get; } = new(
        "opencode",
        _ => new()
        {
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["npm_config_registry"] = "http://127.0.0.1:9", // it installs a package for plugins, and waits over a minute where it cannot
            ["npm_config_fetch_retries"] = "0",
        },
        stub => new()
        {
            [".config/opencode/opencode.json"] = $$"""
                { "provider": { "stub": { "npm": "@ai-sdk/openai-compatible", "name": "Stub", "options": { "baseURL": "{{stub}}/v1", "apiKey": "stub" }, "models": { "stub-model": { "name": "Stub" } } } },
                  "model": "stub/stub-model", "small_model": "stub/stub-model", "autoupdate": false, "share": "disabled", "permission": { "bash": "ask", "edit": "ask" } }
                """,
        },
        command => new StubReply.UseTool("bash", new { command, description = "Run it" }),
        OtherEvidence: "screen");

    /// <summary>Its variables and those that keep it off the network.</summary>
    internal Dictionary<string, string> Environment(string stub, string home)
    {
        var variables = Variables(stub);
        variables["HOME"] = home;
        variables["XDG_CONFIG_HOME"] = $"{home}/.config";
        variables["XDG_DATA_HOME"] = $"{home}/.local/share";
        variables["XDG_STATE_HOME"] = $"{home}/.local/state";
        variables["XDG_CACHE_HOME"] = $"{home}/.cache";
        foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]) variables[name] = "http://127.0.0.1:9";
        variables["NO_PROXY"] = variables["no_proxy"] = "127.0.0.1,localhost";
        return variables;
    }

    /// <summary>A text as HOCON and JSON write it.</summary>
    internal static string Quoted(string text) => JsonSerializer.Serialize(text);
}
