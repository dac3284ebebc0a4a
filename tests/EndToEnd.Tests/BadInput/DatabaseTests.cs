using Microsoft.Data.Sqlite;
using System.Diagnostics;
using System.Security.Cryptography;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>A journal that is damaged, may not be written, or has no room.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const int Page = 4096;
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    private string Database => Path.Combine(_home.Path, "orchestrator.db");

    [Theory]
    [InlineData("page")]
    [InlineData("tail")]
    [InlineData("garbage")]
    [InlineData("newer")]
    public void A_database_that_cannot_be_used_is_named_with_the_way_out_and_not_made_worse(string damage)
    {
        Fill();
        Damage(damage);
        var before = Hash();

        var error = TeamHome.Refused(_home, 5, Database, "status");
        Assert.Contains(damage == "newer" ? "schema version" : "damaged", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        TeamHome.Refused(_home, 5, Database, "send", "shop:developer", "hello");
        Assert.Equal(1, _home.Run("daemon", "run").Exit);
        Assert.Equal(before, Hash());
        var doctor = _home.Run("doctor");
        Assert.Equal(1, doctor.Exit);
        Assert.Contains(Database, doctor.Out, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
        Assert.Contains("developer", _home.Tmux("list-windows", "-t", "=shop", "-F", "#{window_name}"), StringComparison.Ordinal); // the agents go on
    }

    [Fact]
    public void A_database_that_may_not_be_written_is_refused_before_anything_starts()
    {
        Fill();
        if (!Mount("--bind", _home.Path, _home.Path)) return; // only root may
        try
        {
            Shell($"mount -o remount,bind,ro {_home.Path}");
            var finished = _home.Run("status", "--json");
            Assert.Equal(1, finished.Exit);
            Assert.Contains(_home.Path, finished.Error, StringComparison.Ordinal);
        }
        finally
        {
            Shell($"umount {_home.Path}");
        }
        Assert.Equal("running", _home.Run("status", "--json").Done.Json.GetProperty("projects")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void An_agent_whose_events_cannot_be_read_is_not_taken_for_missing()
    {
        Fill();
        Execute("UPDATE journal SET message = X'7B' WHERE persistence_id = 'agent/shop:developer'");
        _ = _home.Run("daemon", "start", "--set", "orchestrator.daemon.start-wait=3s", "--set", "orchestrator.daemon.answer-timeout=3s").Done; // it waits for all
        var team = Path.Combine(_home.Path, "team.yaml");
        File.WriteAllText(team, "name: shop\nteam: [developer, tester]\n");
        TeamHome.Refused(_home, 1, "shop:developer has not shown itself", "apply", team);
        TeamHome.Refused(_home, 1, "shop:developer has not shown itself", "agent", "show", "shop:developer");
        Assert.Contains("shop:developer has not shown itself: how it stands is unknown", _home.Run("status", "shop").Done.Out, StringComparison.Ordinal);
        Assert.Equal(["developer", "project-manager", "tester"], _home.Tmux("list-windows", "-t", "=shop", "-F", "#{window_name}").Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void On_a_full_disk_a_send_is_refused_nothing_is_lost_and_it_goes_on_when_there_is_room()
    {
        if (!Mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", _home.Path)) return; // only root may
        try
        {
            File.WriteAllText(_home.Spec, "PROJECT: Shop\nGOAL: Sell tea.\n");
            Directory.CreateDirectory(_home.Work);
            _home.Launch(OrcHome.Recording);
            _ = _home.Run("send", "shop:developer", "before it was full", "--wait=15").Done;
            Shell($"dd if=/dev/zero of={_home.Path}/filler bs=4k 2>/dev/null; sync");

            var big = new string('z', 300) + "\n";
            var text = string.Concat(Enumerable.Repeat(big, 1000));
            var finished = _home.RunWith(System.Text.Encoding.UTF8.GetBytes(text), "send", "shop:developer", "--file", "-", "--json");
            Assert.Equal(1, finished.Exit);
            Assert.Contains("full", finished.Error, StringComparison.Ordinal);

            File.Delete(Path.Combine(_home.Path, "filler"));
            Eventually.Holds(() => Assert.Equal(0, _home.Run("send", "shop:developer", "after there was room", "--wait=10").Exit));
            Eventually.Holds(() => Assert.Contains("after there was room", _home.Received("developer"), StringComparison.Ordinal));
            Assert.Contains("before it was full", _home.Received("developer"), StringComparison.Ordinal);
            Assert.DoesNotContain("zzz", _home.Received("developer"), StringComparison.Ordinal);
        }
        finally
        {
            _home.Run("daemon", "stop", "--with-agents");
            _home.Tmux("kill-server");
            Eventually.Holds(() => Assert.Equal(0, Shell($"umount {_home.Path}")));
        }
    }

    /// <summary>A project in the database's file alone, and no daemon.</summary>
    private void Fill()
    {
        _home.Launch("cat");
        for (var n = 0; n < 3; n++) _ = _home.RunWith(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("one more line\n", 1000))), "send", "shop:developer", "--file", "-").Done;
        _ = _home.Run("daemon", "stop").Done;
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void Damage(string how)
    {
        switch (how)
        {
            case "page":
                using (var file = File.OpenWrite(Database))
                {
                    file.Seek(Page, SeekOrigin.Begin);
                    file.Write(Enumerable.Repeat((byte)0xa5, 4 * Page).ToArray());
                }
                break;
            case "tail":
                using (var file = File.OpenWrite(Database)) file.SetLength(file.Length / 2 / Page * Page);
                break;
            case "garbage":
                File.WriteAllText(Database, new string('x', 10_000));
                break;
            default:
                Execute("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
                break;
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Hash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Database)));

    private static bool Mount(params string[] arguments) => Shell("mount " + string.Join(' ', arguments) + " 2>/dev/null") == 0;

    private static int Shell(string command)
    {
        using var process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
