using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc daemon install</c>: writes a systemd user unit, so that the daemon comes up with the machine.</summary>
internal sealed class DaemonInstallCommand : OrcCommand
{
    private readonly Option<bool> _print = new("--print") { Description = "Print the unit; write nothing" };

    internal DaemonInstallCommand()
        : base("install", "Write a systemd user unit, so that the daemon comes up with the machine", "orc daemon install", "orc daemon install --print") => Add(_print);

    protected override int Run(Invocation call)
    {
        var unit = SystemdUnit.Text(SystemdUnit.Program(), call.Home.Path, Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", call.DaemonSettings);
        var path = SystemdUnit.FilePath();
        if (!call.Value(_print))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, unit);
        }
        var answer = new JsonObject { ["unit"] = unit, ["file"] = call.Value(_print) ? null : path };
        using var document = JsonDocument.Parse(answer.ToJsonString());
        return call.Answer(document.RootElement, to =>
        {
            if (call.Value(_print))
            {
                to.Write(unit);
                return;
            }
            to.WriteLine($"Written: {path}");
            to.WriteLine("Enable it by:");
            to.WriteLine($"  systemctl --user daemon-reload && systemctl --user enable --now {SystemdUnit.Name}");
            to.WriteLine("  loginctl enable-linger   # so that it runs while you are not logged in");
        });
    }
}
