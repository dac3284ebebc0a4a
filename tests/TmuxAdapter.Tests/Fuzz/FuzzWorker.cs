using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests.Fuzz;

/// <summary>One of several that do random things to the server at the same time: as the daemon does, and as users do.</summary>
public sealed class FuzzWorker(TmuxServerFixture tmux, Random random, FuzzUsers users, FuzzLog steps)
{
    private const int MostPanes = 30;
    private static readonly string[] _layouts = ["tiled", "even-horizontal", "even-vertical", "main-horizontal", "main-vertical"];
    private static readonly string[] _programs =
    [
        "exec cat", "exit 3", "yes | head -c 300000", "while :; do echo tick; sleep 0.05; done", "printf '\\033[?1049h\\033[?2004h'; exec cat",
        "head -c 20000 /dev/urandom; exec cat", "trap '' TERM HUP; while :; do sleep 1; done", "kill -9 $$",
    ];

    private readonly List<(TmuxPane Pane, Task<PaneExit> Exit)> _created = [];

    public Dictionary<string, int> Done { get; } = [];

    private TmuxServer Server => tmux.Server;

    public async Task RunAsync(Func<bool> goesOn)
    {
        while (goesOn())
        {
            var panes = await Server.ListPanesAsync("#{!=:#{session_name},_orc}");
            var pane = panes.Count == 0 ? null : panes[random.Next(panes.Count)];
            var other = panes.Count == 0 ? null : panes[random.Next(panes.Count)];
            if (pane is null || other is null || (panes.Count < MostPanes && random.Next(4) == 0)) await CreateAsync();
            else await StepAsync(pane, other);
        }
    }

    /// <summary>Every exit watch comes to an end once its pane is killed, and every output with it.</summary>
    public async Task CheckEndsAsync()
    {
        var left = (await Server.ListPanesAsync()).Select(pane => pane.PaneId).ToHashSet();
        foreach (var (pane, exit) in _created)
        {
            if (left.Contains(pane.PaneId)) await pane.KillAsync(TimeSpan.FromMilliseconds(10));
            await EndsAsync(exit, pane, "exit watch");
            if (pane.Output is { } output) await EndsAsync(output.Ended, pane, "output");
        }
    }

    private static async Task EndsAsync(Task task, TmuxPane pane, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(15))) != task) Assert.Fail($"The {what} of {pane.PaneId} does not end.");
        await task;
    }

    private async Task CreateAsync()
    {
        Note("create", "");
        var pane = await Server.CreateWindowAsync(tmux.Window("sh", "-c", Pick(_programs)) with
        {
            Session = $"fuzz{random.Next(3)}",
            Name = $"w{random.Next(100)}",
            Output = random.Next(3) == 0 ? null : new RecordingSink(),
            Columns = random.Next(2, 250),
            Rows = random.Next(2, 80),
        });
        _created.Add((pane, pane.WaitForExitAsync()));
    }

    private async Task StepAsync(PaneInfo info, PaneInfo other)
    {
        var pane = Server.GetPane(info);
        var (step, run) = ((string, Func<Task>))(random.Next(26) switch
        {
            0 => ("kill window", () => Server.KillWindowAsync(info.WindowId)),
            1 => ("kill pane's tree", () => pane.KillAsync(TimeSpan.FromMilliseconds(random.Next(50)))),
            2 => ("kill process", () => KillProcess(info)),
            3 => ("split", () => RunAsync("split-window", "-d", "-t", info.PaneId, "--", "sh", "-c", Pick(_programs))),
            4 => ("swap windows", () => RunAsync("swap-window", "-d", "-s", info.WindowId, "-t", other.WindowId)),
            5 => ("swap panes", () => RunAsync("swap-pane", "-d", "-s", info.PaneId, "-t", other.PaneId)),
            6 => ("join pane", () => RunAsync("join-pane", "-d", "-s", info.PaneId, "-t", other.PaneId)),
            7 => ("break pane", () => RunAsync("break-pane", "-d", "-s", info.PaneId)),
            8 => ("move window", () => RunAsync("move-window", "-d", "-s", info.WindowId, "-t", other.SessionId + ":")),
            9 => ("link window", () => RunAsync("link-window", "-d", "-s", info.WindowId, "-t", other.SessionId + ":")),
            10 => ("unlink window", () => RunAsync("unlink-window", "-t", info.WindowId)),
            11 => ("rename window", () => Server.RenameWindowAsync(info.WindowId, $"#{{pid}} {random.Next()}")),
            12 => ("rename session", () => Server.RenameSessionAsync(info.SessionId, $"fuzz{random.Next(3)}")),
            13 => ("resize", () => Server.ResizeWindowAsync(info.WindowId, random.Next(1, 300), random.Next(1, 100))),
            14 => ("layout", () => Server.SelectLayoutAsync(info.WindowId, Pick(_layouts))),
            15 => ("copy mode", () => RunAsync("copy-mode", "-t", info.PaneId)),
            16 => ("leave mode", () => pane.CancelModeAsync()),
            17 => ("keys", () => pane.SendKeysAsync("C-c", "x", "Enter", "PageUp")),
            18 => ("capture", () => pane.CaptureAsync(int.MaxValue, escapes: true)),
            19 => ("open output", () => pane.OpenOutputAsync(new RecordingSink())),
            20 => ("another's pipe", () => RunAsync("pipe-pane", "-t", info.PaneId, random.Next(2) == 0 ? "" : "cat > /dev/null")),
            21 => ("user comes", () => Do(() => users.Come(info.SessionName))),
            22 => ("user types", () => Do(() => steps.Add($"typed {Uri.EscapeDataString(users.Type(random.Next(1000)))}"))),
            23 => ("user leaves", () => Do(() => users.Leave(abruptly: random.Next(2) == 0))),
            24 => ("kill session", () => random.Next(10) == 0 ? Server.KillSessionAsync(info.SessionId) : Task.CompletedTask),
            _ => ("paste", () => PasteAsync(pane)),
        });
        Note(step, $"{info.SessionName} {info.WindowId} {info.PaneId} with {other.SessionName} {other.WindowId} {other.PaneId}");
        try
        {
            await run();
        }
        catch (TmuxCommandException)
        {
            // Another worker was quicker, or the layout does not allow it: tmux said no, and lives.
        }
    }

    private async Task PasteAsync(TmuxPane pane)
    {
        var size = random.Next(5) == 0 ? random.Next(1, 100_000) : random.Next(1, 500);
        var text = new byte[size];
        for (var i = 0; i < size; i++) text[i] = (byte)random.Next(1, 256);
        if (random.Next(3) == 0) _ = KillProcess((await Server.FindPaneAsync(pane.PaneId))!);
        await pane.PasteAsync(text, new PasteOptions
        {
            Bracketed = random.Next(2) == 0,
            SetOptions = new Dictionary<string, string> { ["@message"] = $"m{random.Next()}" },
        });
        await pane.PressEnterAsync();
    }

    private async Task KillProcess(PaneInfo? info)
    {
        if (info is null || PaneProcesses.ReadOwn(Server.GetPane(info)) is not { } process) return;
        using var kill = Process.Start("kill", ["-9", $"{process.Pid}"]);
        await kill.WaitForExitAsync();
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private Task<IReadOnlyList<string>> RunAsync(string command, params string[] arguments) => Server.RunAsync(new TmuxCommand(command, arguments));

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private void Note(string step, string target)
    {
        Done[step] = Done.GetValueOrDefault(step) + 1;
        steps.Add($"{step} {target}");
    }
}
