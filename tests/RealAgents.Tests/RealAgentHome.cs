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
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(40);

    private RealAgentHome(StubModelApi model) => Model = model;

    public OrcHome Orc { get; } = new();

    public StubModelApi Model { get; }

    public static async Task<RealAgentHome> StartAsync(params RealAgent[] agents)
    {
        var home = new RealAgentHome(await StubModelApi.StartAsync());
        var programs = Path.GetDirectoryName(RealAgentFactAttribute.Path("any"));
        home.Orc.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        home.Orc.Environment["SHELL"] = "/bin/sh";
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

    /// <summary>Sends and waits until it is known to be delivered.</summary>
    public JsonElement Send(string target, string text) =>
        Orc.RunWith(Encoding.UTF8.GetBytes(text), "send", target, "--file", "-", "--wait=40s", "--json").Done.Json.GetProperty("message");

    public List<JsonElement> Permissions() =>
        [.. Orc.Run("permissions", "list", "--json").Done.Json.GetProperty("permissions").EnumerateArray()];

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
            Assert.Fail($"{e.Message}\nDetail: {Orc.Agent(target)}\nOther requests: {string.Join(", ", Model.Others.Distinct())}\nScreen of {target}:\n{Screen(target)}");
        }
    }

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
