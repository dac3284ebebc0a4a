using Orchestrator.TmuxAdapter;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>A tmux server for one measurement, gone afterwards.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-bench-");
    private readonly string _socket;

    private BenchServer() => _socket = Path.Combine(_folder.FullName, "socket");

    public string Folder => _folder.FullName;

    public TmuxServer Server { get; private set; } = null!; // set by StartAsync

    public static async Task<BenchServer> StartAsync()
    {
        var bench = new BenchServer();
        bench.Server = await TmuxServer.ConnectAsync(new TmuxServerOptions(bench._socket, Path.Combine(bench.Folder, "pipes")));
        return bench;
    }

    public WindowSpec Window(params string[] command) => new("bench", "window", Folder, command);

    public Process StartTmux(params string[] arguments) => Process.Start(new ProcessStartInfo("tmux", ["-S", _socket, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The baseline of everything: a process for each command.</summary>
    public async Task<string> ForkAsync(params string[] arguments)
    {
        using var tmux = StartTmux(arguments);
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await ForkAsync("kill-server");
        _folder.Delete(recursive: true);
    }
}
