using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class InsightTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_insight_reaches_the_managers_it_concerns_once_with_its_source_also_after_a_crash()
    {
        _home.Launch(OrcHome.Recording, "--roles", "developer");
        var bank = Directory.CreateDirectory(Path.Combine(_home.Path, "bank")).FullName;
        File.WriteAllText(Path.Combine(bank, "bank.csproj"), "<Project/>");
        Launch("bank", bank);

        var shared = Share("--topics", "C#", "dotnet restore needs a flag here.");
        Assert.Equal(("insight-1", "csharp"), (shared.GetProperty("id").GetString(), Assert.Single(shared.GetProperty("topics").EnumerateArray()).GetString()));
        Assert.Equal("insight-1", Share("dotnet restore needs a flag here.").GetProperty("id").GetString()); // said twice
        Eventually.Holds(() => Assert.Single(Told("bank"), t => t.Contains("insight-1, from user [csharp]: dotnet restore needs a flag here.", StringComparison.Ordinal)));

        _home.KillDaemon();
        Launch("farm", Directory.CreateDirectory(Path.Combine(_home.Path, "farm")).FullName); // no C# there
        _ = Share("--topics", "csharp,docker", "The image has no tmux.");
        Eventually.Holds(() => Assert.Single(Told("bank"), t => t.Contains("insight-2", StringComparison.Ordinal)));
        Assert.Single(Told("bank"), t => t.Contains("insight-1", StringComparison.Ordinal));
        Assert.Empty(Told("shop"));
        Assert.Empty(Told("farm"));

        var listed = _home.Run("insight", "list", "--topic", "docker", "--json").Done.Json.GetProperty("insights")[0];
        Assert.Equal("bank", Assert.Single(listed.GetProperty("told").EnumerateArray()).GetString());
        Assert.Equal(2, _home.Run("insight", "share", "--topics", "two words", "x").Exit);
        Assert.Equal(3, _home.Run("insight", "share", "--project", "nowhere", "x").Exit);
    }

    private JsonElement Share(params string[] words) => _home.Run(["insight", "share", "--project", "shop", "--json", .. words]).Done.Json.GetProperty("insight");

    private void Launch(string name, string directory) => _ = _home.Run(
        "launch", "--spec", _home.Spec, "--name", name, "--project", directory, "--roles", "developer", "--agent-command", OrcHome.Recording).Done;

    private IEnumerable<string> Told(string project) => _home.Run("messages", $"{project}:project-manager", "--json").Done.Json.GetProperty("messages").EnumerateArray()
        .Select(m => m.GetProperty("text").GetString()!).Where(t => t.Contains("other projects learned", StringComparison.Ordinal));
}
