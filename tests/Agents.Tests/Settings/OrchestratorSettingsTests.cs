using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.Settings;

public class OrchestratorSettingsTests
{
    private static readonly string Reference = Path.Combine(ConfigSources.Shipped, "reference.conf");

    private static OrchestratorOptions Read(params string[] set) =>
        OrchestratorSettings.Read(new ConfigSources(Reference, [], null, set).Load());

    private static string Error(params string[] set) => Assert.Single(Assert.Throws<SettingsException>(() => Read(set)).Errors);

    [Fact]
    public void Every_setting_in_the_reference_is_read_and_every_setting_that_is_read_stands_there() => Read();

    [Fact]
    public void The_example_is_a_valid_configuration() =>
        Assert.Equal("codex", OrchestratorSettings.Read(new ConfigSources(Reference, [Path.Combine(ConfigSources.Shipped, "example.conf")]).Load()).Teams.Profile);

    [Fact]
    public void The_limits_of_the_design_are_the_defaults()
    {
        var options = Read();
        Assert.Equal((10, 30, 1L << 20), (options.Limits.AgentsPerProject, options.Limits.Agents, options.Messages.MaxBytes));
        Assert.Equal((5, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1)),
            (options.Supervision.Limit.MaxRestarts, options.Supervision.Limit.Within, options.Supervision.Backoff.Min));
        Assert.Null(options.Supervision.HangAfter);
        Assert.Equal(TimeSpan.FromMinutes(30), options.Teams.CheckIns["developer"]);
    }

    [Fact]
    public void Every_team_that_is_shipped_can_be_planned()
    {
        var options = Read().Teams;
        var planner = new TeamPlanner(options, new ProfileCatalogue(ConfigSources.Shipped, null).Names);
        var spec = SpecParser.Parse("GOAL: g\n", "spec.md").Spec!;
        Assert.True(planner.Plan(spec, new()).IsValid);
        Assert.All(options.Types.Keys, type => Assert.Empty(planner.Plan(spec, new(TeamType: type)).Errors));
        Assert.All(options.Plans.Values, agents => Assert.InRange(agents, 1, options.MaxAgents));
    }

    [Fact]
    public void A_setting_is_changed_by_an_option()
    {
        var options = Read("orchestrator.supervision.min-backoff=100ms", "orchestrator.supervision.hang-after=5m", "orchestrator.check-ins.tester=off", "orchestrator.teams.plans.tiny=2");
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.Supervision.Backoff.Min);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Supervision.HangAfter);
        Assert.Null(options.Teams.CheckIns["tester"]);
        Assert.Equal(2, options.Teams.Plans["tiny"]);
    }

    [Theory]
    [InlineData("orchestrator.supervision.max-restart=3", "orchestrator.supervision.max-restart (in --set orchestrator.supervision.max-restart) is no setting. Did you mean orchestrator.supervision.max-restarts?")]
    [InlineData("supervision.max-restarts=3", "supervision.max-restarts (in --set supervision.max-restarts) is no setting. Did you mean orchestrator.supervision.max-restarts?")]
    [InlineData("orchestrator.supervision.within=10", "orchestrator.supervision.within (in --set orchestrator.supervision.within) is \"10\", which is not a duration with a unit.")]
    [InlineData("orchestrator.supervision.jitter=2", "orchestrator.supervision.jitter (in --set orchestrator.supervision.jitter) is \"2\", which is out of range. Write 0 to 1.")]
    [InlineData("orchestrator.supervision.min-backoff=2m", "orchestrator.supervision.min-backoff (in --set orchestrator.supervision.min-backoff) is 2m, more than max-backoff (1m).")]
    [InlineData("orchestrator.check-ins.develper=1h", "orchestrator.check-ins.develper (in --set orchestrator.check-ins.develper) is no setting. Did you mean orchestrator.check-ins.developer?")]
    [InlineData("orchestrator.teams.types.mine=developer,testr", "orchestrator.teams.types.mine (in --set orchestrator.teams.types.mine) is \"developer,testr\", and there is no role \"testr\" for a team. Did you mean \"tester\"?")]
    [InlineData("orchestrator.teams.default=orchestrator", "orchestrator.teams.default (in --set orchestrator.teams.default) is \"orchestrator\", and there is no role")]
    [InlineData("orchestrator.daemon.log-level=warn", "orchestrator.daemon.log-level (in --set orchestrator.daemon.log-level) is \"warn\", which is not one of its values.")]
    public void A_mistake_names_key_value_place_and_way_out(string set, string expected) =>
        Assert.StartsWith(expected, Error(set), StringComparison.Ordinal);

    [Fact]
    public void What_stands_under_akka_is_the_engines() => Read("akka.loglevel=DEBUG");
}
