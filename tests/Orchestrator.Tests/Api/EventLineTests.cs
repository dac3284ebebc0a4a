using Orchestrator.Api.Server;
using Orchestrator.Runtime.Journal;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Api;

public sealed class EventLineTests
{
    [Theory]
    [InlineData("agent/shop:developer", "agent.stopped.v1", "shop", "developer")]
    [InlineData("project/shop", "project.stopped.v1", "shop", null)]
    [InlineData("project/shop", "agent.stopped.v1", "shop", "project-manager")]
    [InlineData("orchestrator", "agent.stopped.v1", null, "orchestrator")]
    [InlineData("work/shop", "task.started.v1", "shop", null)]
    [InlineData("user", "user.message-received.v1", null, null)]
    public void An_event_says_whose_it_is(string persistenceId, string type, string? project, string? agent)
    {
        var line = Parse(Row(persistenceId, type, """{"reason":"x"}"""));
        Assert.Equal((project, agent), (line.GetProperty("project").GetString(), line.GetProperty("agent").GetString()));
        Assert.Equal(("x", type, 42L), (line.GetProperty("reason").GetString(), line.GetProperty("type").GetString(), line.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public void Its_time_is_its_own_in_utc_and_no_field_stands_twice()
    {
        var row = Row("orchestrator", "orchestrator.project-launched.v1", """{"project":"shop","at":"2026-11-20T14:00:00+02:00","sequence":7}""");
        var line = Encoding.UTF8.GetString(EventLine.Write(row));
        Assert.StartsWith("""{"sequence":42,"time":"2026-11-20T12:00:00.000Z","type":"orchestrator.project-launched.v1","project":"shop","agent":null}""", line, StringComparison.Ordinal);
        Assert.True(EventLine.Concerns(row, "shop"));
        Assert.False(EventLine.Concerns(row, "bank"));
    }

    [Fact]
    public void What_was_decided_about_a_projects_team_is_the_projects_and_names_the_engineer()
    {
        var row = Row("scaling", "scaling.completed.v1", """{"number":1,"project":"shop","agent":"developer-2"}""");
        Assert.True(EventLine.Concerns(row, "shop"));
        Assert.Equal(("shop", "developer-2"), (Parse(row).GetProperty("project").GetString(), Parse(row).GetProperty("agent").GetString()));
    }

    [Fact]
    public void A_damaged_event_is_shown_as_damaged() =>
        Assert.True(Parse(Row("agent/shop:developer", "agent.stopped.v1", "{\"rea")).GetProperty("damaged").GetBoolean());

    private static JsonElement Parse(JournalRow row) => JsonDocument.Parse(EventLine.Write(row)).RootElement;

    private static JournalRow Row(string persistenceId, string type, string payload) =>
        new(42, persistenceId, 1, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), type, Encoding.UTF8.GetBytes(payload));
}
