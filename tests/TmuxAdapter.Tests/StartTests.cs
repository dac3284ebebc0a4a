using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

/// <summary>Programs in place of tmux, and machines it cannot start on.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tmux-adapter-");

    private TmuxServerOptions Options => new(Path.Combine(_folder.FullName, "socket"), Path.Combine(_folder.FullName, "pipes"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_missing_tmux_is_named()
    {
        var error = await Assert.ThrowsAsync<TmuxNotFoundException>(() => TmuxServer.ConnectAsync(Options with { Tmux = "/no/such/tmux" }));
        Assert.Contains("/no/such/tmux", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tmux 3.1c")]
    [InlineData("tmux 2.9")]
    public async Task A_tmux_that_is_too_old_is_refused(string version)
    {
        var error = await Assert.ThrowsAsync<TmuxTooOldException>(() => ConnectToAsync($"echo '{version}'"));
        Assert.Contains(version, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_tmux_is_refused() =>
        Assert.Contains("GNU something", (await Assert.ThrowsAsync<TmuxStartException>(() => ConnectToAsync("echo GNU something"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_does_not_start_says_why() =>
        Assert.Contains("no room", (await Assert.ThrowsAsync<TmuxStartException>(() =>
            ConnectToAsync("[ \"$1\" = -V ] && echo tmux 3.3a && exit; echo no room >&2; exit 1"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_tmux_that_hangs_is_a_timeout() =>
        await Assert.ThrowsAsync<TmuxTimeoutException>(() => ConnectToAsync("exec sleep 1000", TimeSpan.FromMilliseconds(200)));

    [Fact]
    public async Task A_socket_path_that_is_too_long_is_refused() =>
        await Assert.ThrowsAsync<TmuxStartException>(() => TmuxServer.ConnectAsync(Options with { SocketPath = "/" + new string('x', 107) }));

    [Fact]
    public async Task A_connection_refused_by_the_attach_says_why()
    {
        // Everything works but attaching.
        const string Script = """
            case " $* " in
            *" -V "*) echo tmux 3.3a;;
            *" -C "*) printf '%%begin 1 2 0\nno such session\n%%error 1 2 0\n%%exit\n';;
            esac
            """;
        Assert.Contains("no such session", (await Assert.ThrowsAsync<TmuxStartException>(() => ConnectToAsync(Script))).Message, StringComparison.Ordinal);
    }

    private async Task ConnectToAsync(string script, TimeSpan? timeout = null)
    {
        var program = Path.Combine(_folder.FullName, "fake-tmux");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var server = await TmuxServer.ConnectAsync(Options with { Tmux = program, CommandTimeout = timeout ?? TimeSpan.FromSeconds(5) });
    }
}
