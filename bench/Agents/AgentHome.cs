using System.Diagnostics;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>An <c>ORC_HOME</c> of one measurement: its daemon and its tmux server end with it.</summary>
internal sealed class AgentHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-bench-");

    public AgentHome() => File.WriteAllText(At("orchestrator.conf"), "orchestrator { limits { agents = 1000, agents-per-project = 1000 }, teams.profile = rehearsal }\n");

    public string Path => _folder.FullName;

    public string Database => At("orchestrator.db");

    public string TmuxSocket => At("tmux.sock");

    /// <summary>A command of this home's, as people type it.</summary>
    public string Orc(params string[] arguments) => Command.Run(Checkout.Launcher, arguments, Path);

    public string Tmux(params string[] arguments) => Command.Run("tmux", ["-S", TmuxSocket, .. arguments]);

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (File.Exists(At("api.sock"))) Orc("daemon", "stop");
        if (File.Exists(TmuxSocket))
        {
            using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-S", TmuxSocket, "kill-server"]) { RedirectStandardError = true })!;
            tmux.WaitForExit();
        }

        _folder.Delete(recursive: true);
    }
}
