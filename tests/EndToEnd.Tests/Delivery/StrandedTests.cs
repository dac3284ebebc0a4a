using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

public sealed class StrandedTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_a_CLI_takes_no_Enter_for_is_said_to_be_stranded_and_goes_in_when_it_does()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "agents"));
        var profile = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "hocon", "agents", "rehearsal.conf"));
        File.WriteAllText(Path.Combine(_home.Path, "agents", "stuck.conf"), profile.Replace("\"orc\", \"rehearse\"", "\"orc\", \"rehearse\", \"--composer\", \"stuck-enter\"", StringComparison.Ordinal));
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "stuck").Done;

        Eventually.Holds(() => Assert.Equal("stranded", Brief().GetProperty("receipt").GetString()));
        Assert.Equal("delivering", Brief().GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Equal("accepted", Brief().GetProperty("receipt").GetString()), TimeSpan.FromSeconds(30));
        Assert.Single(File.ReadLines(Directory.EnumerateFiles(Path.Combine(_home.Path, "rehearsals")).First()));
    }

    private JsonElement Brief() => _home.Run("messages", Target, "--json").Done.Json.GetProperty("messages").EnumerateArray().Single(m => m.GetProperty("kind").GetString() == "brief");
}
