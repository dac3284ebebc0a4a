using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

public sealed class UrgentTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_urgent_message_ends_the_turns_before_it_and_no_other_does()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), State())));
        _ = _home.Run("send", Target, "A long turn.\n/work 10m", "--wait").Done;
        Eventually.Holds(() => Assert.Equal("working", State()));
        _ = _home.Run("send", Target, "This waits in the queue.\n/work 10m", "--wait").Done;
        Assert.DoesNotContain("Interrupted", Screen(), StringComparison.Ordinal);

        _ = _home.Run("send", Target, "Stop all.", "--urgent", "--wait").Done;
        Eventually.Holds(() => Assert.Matches("(?s)❯ [^\n]*\\[shop:developer#\\d+ from user[^\n]*\n *Stop all\\.", Screen()));
        Eventually.Holds(() => Assert.Equal("ready", State()));
        Assert.Equal(2, Screen().Split("Interrupted").Length - 1); // its own, and what the CLI took from its queue then
    }

    private string State() => _home.Agent(Target).GetProperty("state").GetString()!;

    private string Screen() => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", _home.Agent(Target).GetProperty("pane_id").GetString()!);
}
