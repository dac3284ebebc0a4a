using Orchestrator.RealAgents.Tests.Stub;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Usage limits and refused credentials, in the words that each CLI has for them.</summary>
[Trait("Category", "RealAgents")]
public sealed class ErrorTests
{
    private static readonly DateTimeOffset _reset = TimeProvider.System.GetUtcNow().AddMinutes(90);

    [RealAgentFact("claude")]
    public Task Claude_Codes_refused_key_is_reported_and_waits_for_a_person() =>
        Scenarios.RefusedAsync(RealAgent.Claude, new StubReply.Refuse(401, "authentication_error", "invalid x-api-key"));

    [RealAgentFact("codex")]
    public Task Codexs_refused_key_is_reported_and_waits_for_a_person() =>
        Scenarios.RefusedAsync(RealAgent.Codex, new StubReply.Refuse(401, "invalid_api_key", "Incorrect API key provided: sk-stub"));

    [RealAgentFact("opencode")]
    public Task OpenCodes_refused_key_is_reported_and_waits_for_a_person() =>
        Scenarios.RefusedAsync(RealAgent.OpenCode, new StubReply.Refuse(401, "invalid_api_key", "Incorrect API key provided: stub"));

    [RealAgentFact("qwen")]
    public Task Qwen_Codes_refused_key_is_reported_and_waits_for_a_person() =>
        Scenarios.RefusedAsync(RealAgent.Qwen, new StubReply.Refuse(401, "invalid_api_key", "Incorrect API key provided: stub"));

    [RealAgentFact("claude")]
    public Task Claude_Codes_turn_that_failed_by_the_service_is_gone_on_with() =>
        Scenarios.FailedAsync(RealAgent.Claude, new StubReply.Refuse(529, "overloaded_error", "Overloaded"));

    [RealAgentFact("codex")]
    public Task Codexs_turn_that_failed_by_the_service_is_gone_on_with() =>
        Scenarios.FailedAsync(RealAgent.Codex, new StubReply.Refuse(500, "server_error", "The server had an error."));

    [RealAgentFact("claude")]
    public Task Claude_Codes_limit_of_a_subscription_is_held_until_its_end() =>
        Scenarios.LimitedAsync(RealAgent.ClaudeSubscription, new StubReply.Refuse(429, "rate_limit_error", "This request would exceed your account's rate limit.", _reset));

    [RealAgentFact("claude")]
    public Task Claude_Codes_used_up_credit_is_held() =>
        Scenarios.LimitedAsync(RealAgent.Claude, new StubReply.Refuse(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."));

    [RealAgentFact("codex")]
    public Task Codexs_limit_of_a_subscription_is_held_until_its_end() =>
        Scenarios.LimitedAsync(RealAgent.Codex, new StubReply.Refuse(429, "usage_limit_reached", "The usage limit has been reached", _reset));

    [RealAgentFact("opencode")]
    public Task OpenCodes_used_up_quota_is_held() =>
        Scenarios.LimitedAsync(RealAgent.OpenCode, new StubReply.Refuse(429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details."));
}
