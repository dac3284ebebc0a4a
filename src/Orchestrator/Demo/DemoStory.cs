using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using static Orchestrator.Demo.DemoEventText;

namespace Orchestrator.Demo;

/// <summary>A team builds something small; an agent and the daemon are killed on the way, and both recover.</summary>
internal sealed class DemoStory(DemoWorkspace workspace, DemoOrc orc, TextWriter output, TimeProvider clock)
{
    private const string Project = "greeter";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _began = clock.GetUtcNow();

    /// <exception cref="DemoException">Something did not happen that should have.</exception>
    public void Tell()
    {
        Say($"A small git project: {workspace.Project}");
        Say($"All state of this demo: {workspace.Home}");
        File.WriteAllText(Path.Combine(workspace.Home, "orchestrator.conf"), "orchestrator.teams.profile = rehearsal\n");
        orc.Run("launch", "--spec", workspace.Spec, "--project", workspace.Project, "--name", Project, "--roles", "developer,tester");
        using var events = new DemoEvents(orc, Show);
        KillTheDeveloper(events);
        KillTheDaemon(events);
        events.WaitFor("The project manager's word that it is done", one => IsReport(one, "project-manager", "done"), Patience);
        Check(events);
    }

    private void KillTheDeveloper(DemoEvents events)
    {
        events.WaitFor("The developer's word that it works", one => IsReport(one, "developer", "working") && Text(one, "text").StartsWith("Teaching", StringComparison.Ordinal), Patience);
        var pid = Agents()["developer"];
        Say($"── kill -9 {pid}: the developer, in the middle of its work");
        Kill(pid);
        events.WaitFor("The developer's next start", one => IsOf(one, "developer", "agent.bound.v1") && Text(one, "incarnation") == "2", Patience);
    }

    private void KillTheDaemon(DemoEvents events)
    {
        events.WaitFor("The tester's message in its terminal", one => IsOf(one, "tester", "agent.message-delivered.v1") && FromDeveloper(events, one), Patience);
        var before = Agents();
        var daemon = int.Parse(Text(orc.Run("daemon", "status"), "pid"), CultureInfo.InvariantCulture);
        Say($"── kill -9 {daemon}: the daemon, while the tester works");
        Kill(daemon);
        var after = Agents();
        if (!before.SequenceEqual(after))
            throw new DemoException($"The agents were {Describe(before)}; after the daemon's end they are {Describe(after)}.");
        Say($"The daemon is back as {Text(orc.Run("daemon", "status"), "pid")}; the agents' processes are the same: {Describe(after)}");
    }

    private void Check(DemoEvents events)
    {
        var queued = events.All.Count(one => Text(one, "type") == "agent.message-queued.v1");
        var delivered = events.All.Where(one => Text(one, "type") == "agent.message-delivered.v1").Select(one => Text(one, "message_id")).ToList();
        if (delivered.Distinct().Count() != delivered.Count)
            throw new DemoException("A message was delivered twice.");
        var commit = workspace.Commits()[0];
        Say($"Done: \"{commit}\". Of {queued} messages {delivered.Count} are delivered, each once.");
    }

    private static bool FromDeveloper(DemoEvents events, JsonElement delivered) => events.All.Any(one =>
        Text(one, "type") == "agent.message-queued.v1" && Text(one, "message", "id") == Text(delivered, "message_id")
        && Text(one, "message", "from").EndsWith(":developer", StringComparison.Ordinal));

    private static bool IsOf(JsonElement one, string agent, string type) => Text(one, "agent") == agent && Text(one, "type") == type;

    private static bool IsReport(JsonElement one, string agent, string state) => IsOf(one, agent, "agent.reported.v1") && Text(one, "state") == state;

    /// <summary>The process of each agent of the project.</summary>
    private SortedDictionary<string, int> Agents() => new(orc.Run("status", Project).GetProperty("projects")[0].GetProperty("agents").EnumerateArray()
        .Where(agent => Text(agent, "pid").Length > 0)
        .ToDictionary(agent => Text(agent, "name"), agent => agent.GetProperty("pid").GetInt32()));

    private static string Describe(SortedDictionary<string, int> agents) =>
        string.Join(", ", agents.Select(agent => string.Create(CultureInfo.InvariantCulture, $"{agent.Key} {agent.Value}")));

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    private void Show(JsonElement one)
    {
        if (Of(one) is { } words)
            Say($"{Text(one, "agent"),-16} {words}", DateTimeOffset.Parse(Text(one, "time"), CultureInfo.InvariantCulture));
    }

    private void Say(string line) => Say(line, clock.GetUtcNow());

    private void Say(string line, DateTimeOffset at)
    {
        lock (_gate)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(at - _began).TotalSeconds,5:0.0} s  {line}"));
    }
}
