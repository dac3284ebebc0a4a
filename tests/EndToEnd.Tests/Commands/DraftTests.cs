using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class DraftTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_message_waits_for_what_a_person_types_and_both_arrive_as_they_were()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        const string target = "shop:developer";
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(target).GetProperty("unread").GetInt32(), _home.Agent(target).GetProperty("state").GetString())));
        var pane = _home.Agent(target).GetProperty("pane_id").GetString()!;
        _home.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        Eventually.Holds(() => Assert.Contains("❯ half a thought", Screen(pane), StringComparison.Ordinal));

        var id = _home.Run("send", target, "Do this next.", "--json").Done.Json.GetProperty("message").GetProperty("id").GetString();
        Eventually.Holds(() => Assert.Contains($"{id} is held: Somebody's draft", _home.Agent(target).GetProperty("detail").GetString(), StringComparison.Ordinal));
        _home.Tmux("send-keys", "-t", pane, "Enter");

        Eventually.Holds(() => Assert.Equal(0, _home.Agent(target).GetProperty("unread").GetInt32()));
        Eventually.Holds(() => Assert.Matches("(?s)❯ half a thought *\n.*❯ \\[" + id + " from user[^\n]*\n *Do this next\\.", Screen(pane)));
        Assert.False(_home.Agent(target).TryGetProperty("detail", out var detail) && detail.ValueKind == System.Text.Json.JsonValueKind.String);
    }

    private string Screen(string pane) => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", pane);
}
