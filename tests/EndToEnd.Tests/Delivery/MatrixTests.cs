using System.Globalization;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

/// <summary>Every kind of message, to every awkward composer, in every state of its agent: intact and exactly once.</summary>
public sealed class MatrixTests(AwkwardTeam team) : IClassFixture<AwkwardTeam>
{
    private static readonly string[] _messages =
    [
        "Fifty-five characters of plain text, as a person writes.",
        string.Join('\n', Enumerable.Range(1, 12).Select(i => $"line {i} of twelve")),
        string.Join('\n', Enumerable.Range(1, 200).Select(i => $"line {i:000} " + new string((char)('a' + (i % 26)), 90))),
        "Emoji 👩‍💻 🇩🇪 ✅ and 日本語 and é",
        "a\ttab\tand\n\tanother",
        "/clear the table",
        "@README.md is what to read",
        "!rm -rf nothing",
        "ends in a name @README.md",
        "$(id) `id` ${HOME} \\ \" ' #{pane_id} #(date) %h ;",
    ];

    [Fact]
    public void An_idle_agent_gets_every_kind_of_message_exactly_once()
    {
        foreach (var message in _messages) team.Broadcast(Of("idle", message));
        team.EachHasExactlyOnce([.. _messages.Select(m => Of("idle", m))]);
    }

    [Fact]
    public void A_busy_agent_gets_them_in_its_queue()
    {
        team.Broadcast("Work a while.\n/work 2s");
        foreach (var message in _messages) team.Broadcast(Of("busy", message));
        team.EachHasExactlyOnce([.. _messages.Select(m => Of("busy", m))]);
    }

    [Fact]
    public void Copy_mode_is_left_for_a_message()
    {
        foreach (var agent in team.Agents()) team.Home.Tmux("copy-mode", "-t", agent.GetProperty("pane_id").GetString()!);
        team.Broadcast(Of("copy-mode", _messages[1]));
        team.EachHasExactlyOnce(Of("copy-mode", _messages[1]));
    }

    [Fact]
    public void Nothing_is_typed_into_a_dialog_and_all_arrives_after_it()
    {
        team.EveryoneIsReady(); // of what is typed in a turn's last moment it is not seen whether it was taken, once a dialog is up
        team.Broadcast("Ask for something.\n/ask touch nothing");
        Eventually.Holds(() => Assert.All(team.Agents(), a => Assert.Equal("waiting_for_permission", a.GetProperty("state").GetString())));
        team.Broadcast(Of("dialog", _messages[0]));
        team.Broadcast(Of("dialog", _messages[1]));
        Eventually.Holds(() => Assert.Equal("", string.Join(", ", team.Agents()
            .Select(a => (Name: a.GetProperty("name").GetString(), Stands: $"{a.GetProperty("state")} with {a.GetProperty("unread")} unread"))
            .Where(a => a.Name != "project-manager" && a.Stands != "waiting_for_permission with 2 unread")))); // the manager is told of each request besides

        foreach (var request in team.Home.Run("permissions", "list", "--json").Done.Json.GetProperty("permissions").EnumerateArray())
            _ = team.Home.Run("permissions", "allow", request.GetProperty("id").GetString()!).Done;
        team.EachHasExactlyOnce(Of("dialog", _messages[0]), Of("dialog", _messages[1]));
    }

    [Fact]
    public void Ten_senders_at_once_are_all_heard()
    {
        var texts = Enumerable.Range(1, 10).Select(i => Of("senders", string.Create(CultureInfo.InvariantCulture, $"from sender {i}\nsecond line {i}."))).ToArray();
        Parallel.ForEach(texts, new ParallelOptions { MaxDegreeOfParallelism = 10 }, team.Broadcast);
        team.EachHasExactlyOnce(texts);
    }

    [Fact]
    public void A_killed_daemon_loses_and_doubles_nothing()
    {
        var texts = _messages.Select(m => Of("killed", m)).ToArray();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        foreach (var text in texts)
        {
            team.Broadcast(text);
            if (random.Next(3) > 0) continue;
            Thread.Sleep(random.Next(200)); // the moment is what is random here
            team.Home.KillDaemon();
        }

        try
        {
            team.EachHasExactlyOnce(texts);
        }
        catch (Exception)
        {
            Console.WriteLine($"seed {seed}");
            throw;
        }
    }

    private static string Of(string state, string message) => message + $"\n({state})";
}
