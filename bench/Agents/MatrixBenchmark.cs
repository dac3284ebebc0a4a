using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>Every kind of message to every awkward composer: whether it arrived exactly once and intact, and how long it took. Beside it what peers do.</summary>
internal static class MatrixBenchmark
{
    private static readonly string[] _composers = ["plain", "burst", "burst-paste", "slow-enter", "very-slow-enter", "ghost", "strict-dialog", "torn", "trim"];

    private static readonly (string Name, string Text)[] _messages =
    [
        ("55 chars", "Fifty-five characters of plain text, as a person writes."),
        ("12 lines", string.Join('\n', Enumerable.Range(1, 12).Select(i => $"line {i} of twelve"))),
        ("20 KB", string.Join('\n', Enumerable.Range(1, 200).Select(i => $"line {i:000} " + new string((char)('a' + (i % 26)), 90)))),
        ("emoji", "Emoji 👩‍💻 🇩🇪 ✅ and 日本語"),
        ("tabs", "a\ttab\tand\n\tanother"),
        ("/", "/clear the table"),
        ("@", "@README.md is what to read"),
        ("!", "!rm -rf nothing"),
        ("busy", "In the middle of a turn."),
    ];

    public static void Run()
    {
        using var home = new AgentHome();
        var members = _composers.Select(c => "hook-" + c).Concat(_composers.Select(c => "look-" + c)).ToList();
        Launch(home, members);
        foreach (var (name, text) in _messages)
        {
            if (name == "busy") Broadcast(home, "Work.\n/work 2s");
            Broadcast(home, text);
            if (name != "busy") Settle(home);
        }

        Settle(home);
        Print("Orchestrator (hook: the CLI tells what it took; look: only the screen does)", members, member => [.. Ours(home, member)]);
        Print("paste, 500 ms, Enter by forks of tmux, as peers do", _composers, composer => [.. Peers(home, composer)]);
    }

    private static void Launch(AgentHome home, List<string> members)
    {
        var shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "hocon", "agents", "rehearsal.conf"));
        Directory.CreateDirectory(home.At("agents"));
        foreach (var member in members) File.WriteAllText(home.At($"agents/{member}.conf"), Profile(shipped, home, member));
        File.WriteAllText(home.At("spec.md"), $"""
            ---
            name: matrix
            team: [{string.Join(", ", members.Select(m => $"{{role: developer, name: {m}, profile: {m}}}"))}]
            ---
            GOAL: Take every message as it is.
            """);
        home.Orc("launch", "--spec", home.At("spec.md"), "--project", home.Path);
        Settle(home);
    }

    private static string Profile(string shipped, AgentHome home, string member)
    {
        var (kind, composer) = (member[..4], member[5..]);
        var agent = $"""["orc", "rehearse", "--composer", "{composer}", "--hooks", "{(kind == "hook" ? "on" : "off")}", "--record", "{home.At("prompts.jsonl")}", "--session-id", """;
        return $$"""
            {{shipped}}
            launch.command = {{agent}}"{session}"]
            hooks.kind = {{(kind == "hook" ? "environment" : "none")}}
            delivery.collapsed-paste = ["\\[Pasted text \\+\\d+ lines\\]"]
            """;
    }

    private static void Broadcast(AgentHome home, string text)
    {
        File.WriteAllText(home.At("message.txt"), text);
        home.Orc("broadcast", "matrix", "--file", home.At("message.txt"));
    }

    private static void Settle(AgentHome home)
    {
        var began = Stopwatch.StartNew();
        while (Agents(home).Exists(a => a.GetProperty("unread").GetInt32() > 0))
        {
            if (began.Elapsed > TimeSpan.FromMinutes(1)) return; // the table shows what is missing
            Thread.Sleep(100);
        }
    }

    private static List<JsonElement> Agents(AgentHome home) =>
        [.. JsonDocument.Parse(home.Orc("status", "matrix", "--json")).RootElement.GetProperty("projects")[0].GetProperty("agents").EnumerateArray()];

    private static IEnumerable<string> Ours(AgentHome home, string member)
    {
        var sent = JsonDocument.Parse(home.Orc("messages", "matrix:" + member, "--limit", "100", "--json")).RootElement.GetProperty("messages").EnumerateArray().ToList();
        foreach (var (_, text) in _messages)
        {
            var message = sent.Find(m => m.GetProperty("text").GetString() == text);
            var took = message.GetProperty("delivered_at").ValueKind == JsonValueKind.Null
                ? (TimeSpan?)null
                : message.GetProperty("delivered_at").GetDateTimeOffset() - message.GetProperty("queued_at").GetDateTimeOffset();
            yield return Cell(home, member, text, took);
        }
    }

    private static IEnumerable<string> Peers(AgentHome home, string composer)
    {
        var name = "peer-" + composer;
        home.Tmux("new-window", "-d", "-t", "matrix:", "-n", name, $"exec {Checkout.Launcher} rehearse --name {name} --hooks off --composer {composer} --record {home.At("prompts.jsonl")}");
        Thread.Sleep(TimeSpan.FromSeconds(1));
        foreach (var (kind, text) in _messages)
        {
            if (kind == "busy") Type(home, name, "Work.\n/work 2s");
            Type(home, name, text);
        }

        Thread.Sleep(TimeSpan.FromSeconds(3));
        foreach (var (_, text) in _messages) yield return Cell(home, name, text, TimeSpan.FromMilliseconds(500));
    }

    private static void Type(AgentHome home, string window, string text)
    {
        File.WriteAllText(home.At("peer.txt"), text);
        home.Tmux("load-buffer", "-b", "peer", home.At("peer.txt"));
        home.Tmux("paste-buffer", "-p", "-d", "-b", "peer", "-t", $"matrix:{window}");
        Thread.Sleep(TimeSpan.FromMilliseconds(500));
        home.Tmux("send-keys", "-t", $"matrix:{window}", "Enter");
    }

    private static string Cell(AgentHome home, string agent, string text, TimeSpan? took)
    {
        var prompts = File.ReadLines(home.At("prompts.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(e => e.GetProperty("agent").GetString() == agent && e.GetProperty("event").GetString() == "submitted")
            .Select(e => e.GetProperty("prompt").GetString()!.TrimEnd()).ToList();
        var alone = prompts.Count(p => p == text || (p.StartsWith('[') && p[(p.IndexOf('\n', StringComparison.Ordinal) + 1)..] == text));
        var inAll = prompts.Count(p => p.Contains(text, StringComparison.Ordinal));
        return (alone, inAll, took) switch
        {
            (1, 1, { } time) => $"{time.TotalMilliseconds:N0} ms",
            (_, 0, _) => "LOST",
            (0, _, _) => "MERGED",
            (_, > 1, _) => "TWICE",
            _ => "UNTOLD",
        };
    }

    private static void Print(string title, IReadOnlyList<string> rows, Func<string, string[]> cells)
    {
        Console.WriteLine($"\ndelivery matrix: {title}");
        Console.WriteLine($"{"",-22}{string.Concat(_messages.Select(m => $"{m.Name,10}"))}");
        foreach (var row in rows) Console.WriteLine($"{row,-22}{string.Concat(cells(row).Select(c => $"{c,10}"))}");
    }
}
