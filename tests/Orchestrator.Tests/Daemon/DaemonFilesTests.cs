using Orchestrator.Agents.Identity;
using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using Xunit;

namespace Orchestrator.Tests.Daemon;

public sealed class DaemonFilesTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    private OrcHome Home => _temporary.Home;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_second_daemon_is_told_which_process_is_the_first()
    {
        using var first = DaemonLock.Take(Home);
        var failure = Assert.Throws<CommandFailure>(() => DaemonLock.Take(Home));
        Assert.Equal(4, failure.Exit);
        Assert.Contains($"process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, DaemonLock.Holder(Home));
    }

    [Fact]
    public void A_lock_file_that_was_left_behind_is_no_obstacle()
    {
        File.WriteAllText(Home.LockFile, "4711       \n");
        Assert.Null(DaemonLock.Holder(Home));
        DaemonLock.Take(Home).Dispose();
        using var again = DaemonLock.Take(Home);
        Assert.Equal(Environment.ProcessId, DaemonLock.Holder(Home));
    }

    [Fact]
    public void The_home_is_for_its_user_alone_even_when_it_was_open_before()
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(Home.Path, mine | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Home.Prepare();
        Assert.Equal(mine, File.GetUnixFileMode(Home.Path));
    }

    [Fact]
    public void A_home_that_cannot_be_made_is_refused_with_the_reason()
    {
        File.WriteAllText(Path.Combine(Home.Path, "file"), "");
        var failure = Assert.Throws<CommandFailure>(() => new OrcHome(Path.Combine(Home.Path, "file", "home")).Prepare());
        Assert.Contains("ORC_HOME", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_made_once_for_its_user_alone()
    {
        var made = Secret.ReadOrCreate(Home.Secret);
        Assert.Equal(TokenIssuer.SecretLength, made.Length);
        Assert.Equal(made, Secret.ReadOrCreate(Home.Secret));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.Secret));
        File.WriteAllText(Home.Secret, "short");
        Assert.Contains("damaged", Assert.Throws<CommandFailure>(() => Secret.ReadOrCreate(Home.Secret)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_log_is_put_aside_and_the_oldest_of_those_deleted()
    {
        using var log = new DaemonLog(Home.LogFile, TimeProvider.System, detached: false);
        log.Limit(new LogLimits(200, 2));
        for (var i = 1; i <= 10; i++)
            log.Write("INFO", "test", $"entry {i} {new string('.', 80)}");

        Assert.Contains("entry 10", File.ReadAllText(Home.LogFile), StringComparison.Ordinal);
        Assert.Contains("entry 9", File.ReadAllText(Home.LogFile + ".1"), StringComparison.Ordinal);
        Assert.Contains("entry 8", File.ReadAllText(Home.LogFile + ".2"), StringComparison.Ordinal);
        Assert.False(File.Exists(Home.LogFile + ".3"));
        Assert.Equal(["entry 9", "entry 10"], LogTail.Last(Home.LogFile + ".1", 5).Concat(LogTail.Last(Home.LogFile, 5)).Select(l => l[(l.IndexOf("entry", StringComparison.Ordinal))..].Split(" .")[0]));
    }

    [Fact]
    public void Two_writers_of_one_log_do_not_overwrite_each_other()
    {
        using var one = new DaemonLog(Home.LogFile, TimeProvider.System, detached: false);
        using var two = new DaemonLog(Home.LogFile, TimeProvider.System, detached: false);
        one.Write("INFO", "one", "a");
        two.Write("INFO", "two", "b");
        one.Write("INFO", "one", "c");
        Assert.Equal(3, File.ReadAllLines(Home.LogFile).Length);
    }

    [Fact]
    public void The_unit_quotes_what_systemd_would_read_otherwise_and_leaves_agents_running()
    {
        var unit = SystemdUnit.Text("/opt/my tools/orc", "/home/a/50%", "/usr/bin", new DaemonSettings("/etc/x.conf", ["a.b=$c"]));
        Assert.Contains("ExecStart=\"/opt/my tools/orc\" daemon run --config /etc/x.conf \"--set=a.b=$$c\"", unit, StringComparison.Ordinal);
        Assert.Contains("Environment=ORC_HOME=/home/a/50%%", unit, StringComparison.Ordinal);
        Assert.Contains("KillMode=process", unit, StringComparison.Ordinal);
    }
}
