using Orchestrator.EndToEnd.Tests;
using Orchestrator.RealAgents.Tests.Stub;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>An ORC_HOME with real CLIs whose models are the stub.</summary>
public sealed class RealAgentHome : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private RealAgentHome(StubModelApi model) => Model = model;

    public OrcHome Orc { get; } = new();

    public StubModelApi Model { get; }

    public static async Task<RealAgentHome> StartAsync(params RealAgent[] agents)
    {
        var home = new RealAgentHome(await StubModelApi.StartAsync());
        var programs = Path.GetDirectoryName(RealAgentFactAttribute.Path("any"));
        home.Orc.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        home.Orc.Environment["SHELL"] = "/bin/sh";
        // A hook of a CLI on a loaded machine takes longer than a user would wait for its proof.
        File.WriteAllText(Path.Combine(home.Orc.Path, "orchestrator.conf"), "orchestrator.terminals.confirm-timeout = 30s\n");
        foreach (var agent in agents) home.Write(agent);
        return home;
    }

    /// <summary>The home directory of a CLI.</summary>
    public string HomeOf(RealAgent agent) => Path.Combine(Orc.Path, "home-" + agent.Profile);

    /// <summary>Launches the project <c>shop</c>, whose manager and developer are rehearsal agents, and adds the real one.</summary>
    /// <returns>Its target.</returns>
    public string Launch(RealAgent agent)
    {
        _ = Orc.Run("launch", "--spec", Orc.Spec, "--project", Orc.Work, "--profile", "rehearsal", "--roles", "developer").Done;
        return Add(agent, "tester");
    }

    /// <summary>Adds a real agent to the project.</summary>
    public string Add(RealAgent agent, string role)
    {
        _ = Orc.Run("agent", "add", "shop", "--role", role, "--profile", agent.Profile).Done;
        return "shop:" + role;
    }

    /// <summary>Launches the project <c>shop</c> by a spec that names its team.</summary>
    public void LaunchTeam(params (string Role, RealAgent Agent)[] team)
    {
        var members = team.Select(member => $"- {{ role: {member.Role}, profile: {member.Agent.Profile} }}\n");
        File.WriteAllText(Orc.Spec, $"---\nname: shop\nteam:\n{string.Concat(members)}---\n{File.ReadAllText(Orc.Spec)}");
        _ = Orc.Run("launch", "--spec", Orc.Spec, "--project", Orc.Work).Done;
    }

    /// <summary>Adds settings below <c>orchestrator</c>, before the daemon starts.</summary>
    public void Settings(string settings) => File.AppendAllText(Path.Combine(Orc.Path, "orchestrator.conf"), $"orchestrator {{\n{settings}\n}}\n");

    /// <summary>Sends and waits until it is known to be delivered.</summary>
    public void Send(string target, string text)
    {
        var sent = Orc.RunWith(Encoding.UTF8.GetBytes(text), "send", target, "--file", "-", "--wait=60s", "--json");
        if (sent.Exit != 0) Fail(target, sent.Error);
        Assert.Equal("delivered", sent.Json.GetProperty("message").GetProperty("state").GetString());
    }

    public List<JsonElement> Permissions() =>
        [.. Orc.Run("permissions", "list", "--json").Done.Json.GetProperty("permissions").EnumerateArray()];

    public List<JsonElement> Messages(string target) =>
        [.. Orc.Run("messages", target, "--json").Done.Json.GetProperty("messages").EnumerateArray()];

    /// <summary>What has happened to an agent of the project, of one type.</summary>
    public List<JsonElement> Events(string type, string agent) =>
        [.. Orc.Run("events", "shop", "--json").Done.Lines.Where(e => e.GetProperty("type").GetString() == type && e.GetProperty("agent").GetString() == agent)];

    public string Screen(string target) => Orc.Tmux("capture-pane", "-p", "-t", Pane(target));

    public string Pane(string target) => Orc.Agent(target).GetProperty("pane_id").GetString()!;

    public string State(string target) => Orc.Agent(target).GetProperty("state").GetString()!;

    /// <summary>The process of a pane's wrapper.</summary>
    public int PidOf(string target) => int.Parse(Orc.Tmux("display-message", "-p", "-t", Pane(target), "#{pane_pid}"), CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Eventually"/>, with the patience that a CLI under load needs; its screen is told when it does not come.</summary>
    public void Wait(string target, Action assertion)
    {
        try
        {
            Eventually.Holds(assertion, _patience);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or InvalidOperationException)
        {
            Fail(target, e.Message);
        }
    }

    private void Fail(string target, string message) => Assert.Fail(
        $"{message}\n{Orc.Run("agent", "explain", target).Out}\nLast events:\n{LastEvents()}\nOther requests: {string.Join(", ", Model.Others.Distinct())}\nScreen of {target}:\n{Orc.Tmux("capture-pane", "-p", "-t", "=" + target)}\n"
        + $"Cursor {Orc.Tmux("display-message", "-p", "-t", "=" + target, "#{cursor_x},#{cursor_y}")}, last lines with their colours:\n{string.Join('\n', Orc.Tmux("capture-pane", "-e", "-p", "-t", "=" + target).TrimEnd().Split('\n').TakeLast(6)).Replace("\e", "^[", StringComparison.Ordinal)}");

    private string LastEvents() =>
        string.Join('\n', Orc.Run("events", "shop").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12).Select(line => line[..Math.Min(line.Length, 500)]));

    public async ValueTask DisposeAsync()
    {
        _ = Orc.Run("daemon", "stop", "--with-agents");
        Orc.Dispose();
        await Model.DisposeAsync();
    }

    private void Write(RealAgent agent)
    {
        var home = HomeOf(agent);
        foreach (var (name, text) in agent.Files(Model.Address))
        {
            var file = Path.Combine(home, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Directory.CreateDirectory(home);
        var variables = agent.Environment(Model.Address, home).Select(v => $"{RealAgent.Quoted(v.Key)} = {RealAgent.Quoted(v.Value)}");
        var own = Directory.CreateDirectory(Path.Combine(Orc.Path, "agents")).FullName;
        File.WriteAllText(Path.Combine(own, agent.Profile + ".conf"), $"launch.environment {{\n{string.Join('\n', variables)}\n}}\n");
    }
}
