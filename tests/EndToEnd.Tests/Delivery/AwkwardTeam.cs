using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

/// <summary>A project with one member for each awkward composer, once with hooks that prove a prompt and once where only the screen tells.</summary>
public sealed class AwkwardTeam : IDisposable
{
    public static readonly string[] Composers =
        ["plain", "burst", "burst-paste", "slow-enter", "very-slow-enter", "ghost", "strict-dialog", "slow-start", "torn", "trim"];

    private static readonly string _profile = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "hocon", "agents", "rehearsal.conf"));

    private readonly OrcHome _home = new();

    public AwkwardTeam()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "agents"));
        Members = [.. Composers.Select(c => "hook-" + c), "hook-leaves-text", "hook-leaves-text-behind", .. Composers.Select(c => "look-" + c)]; // by its screen alone it cannot be told from one that swallows Enter
        foreach (var name in Members) WriteProfile(name);
        File.WriteAllText(_home.Spec, $"""
            ---
            name: awkward
            team: [{string.Join(", ", Members.Select(m => $"{{role: developer, name: {m}, profile: {m}}}"))}]
            ---
            # Awkward composers

            GOAL: Take every message as it is.
            """);
        File.WriteAllText(Path.Combine(_home.Path, "orchestrator.conf"), "orchestrator.limits { agents-per-project = 40, agents = 40 }");
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        EverythingIsDelivered();
    }

    public OrcHome Home => _home;

    /// <summary>The members' names.</summary>
    public string[] Members { get; }

    private string Record => Path.Combine(_home.Path, "prompts.jsonl");

    public static string Target(string member) => "awkward:" + member;

    /// <summary>Every prompt that a member has submitted, in its order, byte for byte.</summary>
    public IReadOnlyList<string> Prompts(string member) =>
        [.. File.ReadLines(Record).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(e => e.GetProperty("agent").GetString() == member && e.GetProperty("event").GetString() == "submitted")
            .Select(e => e.GetProperty("prompt").GetString()!)];

    /// <summary>Sends a message to every agent of the project.</summary>
    public void Broadcast(string text) => _ = _home.RunWith(System.Text.Encoding.UTF8.GetBytes(text), "broadcast", "awkward", "--file", "-").Done;

    public IReadOnlyList<JsonElement> Agents() =>
        [.. _home.Run("status", "awkward", "--json").Done.Json.GetProperty("projects")[0].GetProperty("agents").EnumerateArray()];

    public void EverythingIsDelivered() =>
        Eventually.Holds(() =>
        {
            if (Undelivered() is { Length: > 0 } left) Assert.Fail(left); // in full: what holds them is what one wants to know
        }, TimeSpan.FromSeconds(60));

    /// <summary>Waits until no member is in a turn.</summary>
    public void EveryoneIsReady() => Eventually.Holds(() => Assert.Equal("", string.Join(", ", Agents()
        .Where(a => Members.Contains(a.GetProperty("name").GetString()) && a.GetProperty("state").GetString() != "ready").Select(a => $"{a.GetProperty("name")} is {a.GetProperty("state")}"))), TimeSpan.FromSeconds(60));

    /// <summary>Asserts that each member submitted each text exactly once, below its header and with nothing else.</summary>
    public void EachHasExactlyOnce(params string[] texts)
    {
        EverythingIsDelivered();
        Eventually.Holds(() => Assert.Equal("", string.Join('\n', Members.SelectMany(member => Wrong(member, texts)))));
    }

    public void Dispose() => _home.Dispose();

    private string Undelivered() => string.Join(", ", Agents().Where(a => a.GetProperty("unread").GetInt32() > 0)
        .Select(a => $"{a.GetProperty("name")} is {a.GetProperty("state")} with {a.GetProperty("unread")} unread, {a.GetProperty("detail")}\n{Stands(a.GetProperty("pane_id").GetString()!)}\n"));

    private string Stands(string? pane) => pane is null ? "" :
        _home.Tmux("display-message", "-p", "-t", pane, "cursor #{cursor_y},#{cursor_x} @orc_message #{@orc_message} @orc_submitted #{@orc_submitted}") + "\n" + _home.Tmux("capture-pane", "-p", "-t", pane);

    // The cells of the matrix that are wrong.
    private IEnumerable<string> Wrong(string member, string[] texts)
    {
        var prompts = Prompts(member);
        foreach (var text in texts)
        {
            var (alone, inAll) = (prompts.Count(p => Body(p) == text), prompts.Count(p => p.Contains(text, StringComparison.Ordinal)));
            if ((alone, inAll) != (1, 1)) yield return $"{member} has it {alone} times alone and {inAll} times in all: {text[..Math.Min(40, text.Length)]}";
        }

        foreach (var strange in prompts.Where(p => !p.StartsWith("[awkward:", StringComparison.Ordinal)))
            yield return $"{member} has what begins with no header: {strange[..Math.Min(40, strange.Length)]}";
    }

    // A line feed that an Enter became stands at the end, where CLIs trim.
    private static string Body(string prompt) => prompt[(prompt.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n', ' ');

    private void WriteProfile(string name)
    {
        var (kind, composer) = (name[..4], name[5..]);
        var hooks = kind == "hook" ? "on" : "off";
        File.WriteAllText(Path.Combine(_home.Path, "agents", name + ".conf"), $$"""
            {{_profile}}
            title = "{{name}}"
            launch.command = ["orc", "rehearse", "--composer", "{{composer}}", "--hooks", "{{hooks}}", "--record", "{{Record}}", "--session-id", "{session}"]
            launch.resume = ["orc", "rehearse", "--composer", "{{composer}}", "--hooks", "{{hooks}}", "--record", "{{Record}}", "--resume", "{session}"]
            hooks.kind = {{(kind == "hook" ? "environment" : "none")}}
            delivery.collapsed-paste = ["\\[Pasted text \\+\\d+ lines\\]"]
            """);
    }
}
