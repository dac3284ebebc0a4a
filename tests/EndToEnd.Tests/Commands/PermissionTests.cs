using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class PermissionTests : IDisposable
{
    private const string Developer = "shop:developer";
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_permission_is_told_to_the_project_manager_listed_and_answered_by_its_label()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Ready();
        var id = Asked("/ask touch first");
        Assert.Equal("waiting_for_permission", _home.Agent(Developer).GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Contains(_home.Run("messages", "shop", "--json").Done.Json.GetProperty("messages").EnumerateArray(),
            m => m.GetProperty("text").GetString()!.Contains($"orc permissions allow {id}", StringComparison.Ordinal)));

        Assert.Equal(4, _home.Run("permissions", "allow", id, "--option", "perhaps").Exit);
        Assert.Equal("Yes", _home.Run("permissions", "allow", id, "--json").Done.Json.GetProperty("option").GetString());
        Assert.Equal(3, _home.Run("permissions", "allow", id).Exit);
        Ready();
        Assert.Contains("first", Screen(), StringComparison.Ordinal);

        var second = Asked("/ask touch second");
        Assert.Equal("No", _home.Run("permissions", "deny", second, "--json").Done.Json.GetProperty("option").GetString());
        Ready();
        Assert.Empty(Waiting());
    }

    [Fact]
    public void A_killed_daemon_knows_what_waits_and_a_message_waits_behind_the_dialog()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Ready();
        var id = Asked("/ask touch first");
        _ = _home.Run("send", Developer, "Not into the dialog.").Done;
        _home.KillDaemon();

        Eventually.Holds(() => Assert.Equal(id, Assert.Single(Waiting()).GetProperty("id").GetString()));
        Assert.Equal(1, _home.Agent(Developer).GetProperty("unread").GetInt32());
        Assert.Equal("Yes", _home.Run("permissions", "allow", id, "--json").Done.Json.GetProperty("option").GetString());
        Ready();
    }

    private string Asked(string text)
    {
        _ = _home.Run("send", Developer, text).Done;
        Eventually.Holds(() => Assert.Single(Waiting()));
        return Waiting()[0].GetProperty("id").GetString()!;
    }

    private List<JsonElement> Waiting() => [.. _home.Run("permissions", "list", "shop", "--json").Done.Json.GetProperty("permissions").EnumerateArray()];

    private void Ready() => Eventually.Holds(() =>
        Assert.Equal((0, "ready"), (_home.Agent(Developer).GetProperty("unread").GetInt32(), _home.Agent(Developer).GetProperty("state").GetString())));

    private string Screen() => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", _home.Agent(Developer).GetProperty("pane_id").GetString()!);
}
