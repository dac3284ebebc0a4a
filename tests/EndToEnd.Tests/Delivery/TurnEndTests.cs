using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

public sealed class TurnEndTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_waits_for_a_persons_draft_goes_on_at_the_turns_end_without_a_keystroke()
    {
        var (pane, id) = HeldByDraftDuringTurn();
        File.WriteAllText(Go, "");

        Eventually.Holds(() => Assert.Equal("handed-over", Evidence(id)));
        Assert.Equal("accepted", Message(id).GetProperty("receipt").GetString());
        Eventually.Holds(() => Assert.Equal("ready", State()));
        Assert.Matches("(?m)^❯ half a thought\\s*$", Screen(pane));
        Assert.Equal(1, Taken(id));
        Assert.Equal("", _home.Tmux("show-options", "-pv", "-t", pane, "@orc_draft").Trim()); // it was never set aside
    }

    [Fact]
    public void A_daemon_killed_after_it_gave_a_message_to_the_hook_does_not_type_it_as_well()
    {
        var (pane, id) = HeldByDraftDuringTurn();
        _home.KillDaemon();
        var conversation = Directory.EnumerateFiles(Path.Combine(_home.Path, "rehearsals")).Single(file => File.ReadAllText(file).Contains("A turn.", StringComparison.Ordinal));
        File.AppendAllText(conversation, JsonSerializer.Serialize(new { prompt = $"[{id} from user]\nDo this next." }) + "\n"); // as if the hook had had its answer
        _home.Tmux("set-option", "-p", "-t", pane, "@orc_handed_over", id);
        _home.Tmux("send-keys", "-t", pane, "C-u");
        File.WriteAllText(Go, "");

        Eventually.Holds(() => Assert.Equal("handed-over", Evidence(id)));
        Assert.DoesNotContain("Do this next.", Screen(pane), StringComparison.Ordinal);
    }

    private string Go => Path.Combine(_home.Path, "go");

    private (string Pane, string Id) HeldByDraftDuringTurn()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), State())));
        _ = _home.Run("send", Target, $"A turn.\n/run until [ -e {Go} ]; do sleep 0.05; done", "--wait").Done;
        Eventually.Holds(() => Assert.Equal("working", State()));
        var pane = _home.Agent(Target).GetProperty("pane_id").GetString()!;
        _home.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        Eventually.Holds(() => Assert.Contains("❯ half a thought", Screen(pane), StringComparison.Ordinal));
        var id = _home.Run("send", Target, "Do this next.", "--json").Done.Json.GetProperty("message").GetProperty("id").GetString()!;
        Eventually.Holds(() => Assert.Contains($"{id} is held: Somebody's draft", _home.Agent(Target).GetProperty("detail").GetString(), StringComparison.Ordinal));
        Assert.Equal("held", Message(id).GetProperty("receipt").GetString());
        Assert.Contains("draft", Message(id).GetProperty("reason").GetString(), StringComparison.Ordinal);
        return (pane, id);
    }

    private string State() => _home.Agent(Target).GetProperty("state").GetString()!;

    private string? Evidence(string id) => Message(id).TryGetProperty("evidence", out var evidence) ? evidence.GetString() : null;

    private JsonElement Message(string id) => _home.Run("messages", Target, "--json").Done.Json.GetProperty("messages").EnumerateArray()
        .Single(m => m.GetProperty("id").GetString() == id);

    private int Taken(string id) => Directory.EnumerateFiles(Path.Combine(_home.Path, "rehearsals")).SelectMany(File.ReadLines)
        .Count(line => line.Contains($"[{id} ", StringComparison.Ordinal));

    private string Screen(string pane) => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", pane);
}
