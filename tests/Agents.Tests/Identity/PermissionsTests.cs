using Orchestrator.Agents.Identity;
using Xunit;
using static Orchestrator.Agents.Identity.Operation;

namespace Orchestrator.Agents.Tests.Identity;

public sealed class PermissionsTests
{
    // Who may do it to: itself, a colleague, its project manager, another project's agent, the orchestrator.
    [Theory]
    [InlineData("shop:developer", Look, "yyyyy")]
    [InlineData("shop:developer", Read, "yyynn")]
    [InlineData("shop:developer", Write, "yyyny")]
    [InlineData("shop:developer", WriteAs, "ynnnn")]
    [InlineData("shop:developer", Report, "ynnnn")]
    [InlineData("shop:developer", CheckIn, "ynnnn")]
    [InlineData("shop:developer", Steer, "nnnnn")]
    [InlineData("shop:developer", UseTerminals, "yyynn")]
    [InlineData("orchestrator", UseTerminals, "yyyyy")]
    [InlineData("shop:developer", RunPipelines, "nnnnn")]
    [InlineData("shop:project-manager", RunPipelines, "yyyyy")]
    [InlineData("orchestrator", RunPipelines, "yyyyy")]
    [InlineData("user", RunPipelines, "yyyyy")]
    [InlineData("shop:developer", Administer, "nnnnn")]
    [InlineData("shop:project-manager", Write, "yyyny")]
    [InlineData("shop:project-manager", WriteAs, "yyynn")]
    [InlineData("shop:project-manager", CheckIn, "yyynn")]
    [InlineData("shop:project-manager", Steer, "yyynn")]
    [InlineData("shop:project-manager", Report, "ynynn")]
    [InlineData("shop:project-manager", Administer, "nnnnn")]
    [InlineData("orchestrator", Write, "yyyyy")]
    [InlineData("orchestrator", Steer, "yyyyy")]
    [InlineData("orchestrator", Administer, "yyyyy")]
    [InlineData("orchestrator", Report, "ynnny")]
    [InlineData("user", Steer, "yyyyy")]
    [InlineData("user", Administer, "yyyyy")]
    [InlineData("user", Report, "nnnnn")]
    public void A_role_may_do_what_the_table_says_and_no_more(string who, Operation operation, string expected)
    {
        var caller = who == "user" ? Caller.User : new Caller(AgentTarget.Parse(who));
        AgentTarget[] targets =
        [
            caller.Agent ?? AgentTarget.Parse("shop:tester"), AgentTarget.Parse("shop:tester"), AgentTarget.Parse("shop"), AgentTarget.Parse("bank:developer"), AgentTarget.Orchestrator,
        ];
        Assert.Equal(expected, string.Concat(targets.Select(t => Permissions.Refusal(caller, operation, t) is null ? 'y' : 'n')));
    }

    [Fact]
    public void A_token_is_valid_for_its_agent_and_its_incarnation_alone()
    {
        var issuer = new TokenIssuer([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        var developer = AgentTarget.Parse("shop:developer");
        var token = issuer.Issue(developer, 2);

        Assert.True(issuer.IsValid(token, developer, 2));
        Assert.False(issuer.IsValid(token, developer, 3));
        Assert.False(issuer.IsValid(token, AgentTarget.Parse("shop:tester"), 2));
        Assert.False(issuer.IsValid("", developer, 2));
        Assert.False(new TokenIssuer(new byte[32]).IsValid(token, developer, 2));
    }
}
