using Orchestrator.Daemon;
using Orchestrator.Runtime.Journal;
using Xunit;

namespace Orchestrator.Tests.Commands;

public sealed class DatabaseCommandTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Where_there_is_no_database_nothing_is_found_and_nothing_made()
    {
        Assert.Equal(3, Run("check").Exit);
        Assert.Equal(3, Run("compact").Exit);
        Assert.False(File.Exists(_home.Home.Database));
    }

    [Fact]
    public void A_database_is_checked_copied_once_and_compacted_only_while_no_daemon_runs()
    {
        File.WriteAllBytes(_home.Home.Database, []); // SQLite's empty database
        var found = Run("check", "--json");
        Assert.Equal((0, "ok"), (found.Exit, found.Json.GetProperty("database").GetProperty("state").GetString()));

        var copy = Path.Combine(_home.Home.Path, "copy.db");
        Assert.Equal(0, Run("backup", copy).Exit);
        Assert.Empty(DatabaseInspection.Run(copy).Problems);
        var again = Run("backup", copy, "--json");
        Assert.Equal((4, "refused"), (again.Exit, again.Json.GetProperty("error").GetProperty("code").GetString()));

        using (DaemonLock.Take(_home.Home))
        {
            var refused = Run("compact");
            Assert.Equal(4, refused.Exit);
            Assert.Contains("orc daemon stop", refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, Run("compact").Exit);
    }

    [Fact]
    public void What_is_wrong_comes_with_how_to_mend_it()
    {
        File.WriteAllText(_home.Home.Database, new string('?', 5000));
        var found = Run("check", "--json");
        Assert.Equal(1, found.Exit);
        var problem = Assert.Single(found.Json.GetProperty("database").GetProperty("problems").EnumerateArray());
        Assert.Contains("damaged", problem.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(".recover", problem.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    private Finished Run(params string[] words) => OrcProgram.Run(_home.Home.Path, ["db", .. words]);
}
