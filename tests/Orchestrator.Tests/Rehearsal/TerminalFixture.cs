using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

/// <summary>A tmux server of its own with rehearsal agents of the built program in its windows, and the files that they leave.</summary>
public sealed class TerminalFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _windows;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("orc-rehearsal-").FullName;

    private static string Orc => Path.Combine(AppContext.BaseDirectory, "orc");

    public async Task InitializeAsync()
    {
        await TmuxAsync("new-session", "-d", "-s", "t", "-x", "100", "-y", "30", "-n", "keep", "--", "sleep", "3600");
        await TmuxAsync("set-option", "-g", "remain-on-exit", "on");
    }

    public async Task DisposeAsync()
    {
        await TmuxAsync("kill-server");
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Starts an agent in a window and waits until it is up.</summary>
    internal async Task<Window> StartAsync(string arguments = "", string script = "", string environment = "", string before = "", string after = "", string? recordFile = null)
    {
        var name = $"agent{Interlocked.Increment(ref _windows)}";
        var scriptFile = Path.Combine(Directory, name + ".rehearsal");
        await File.WriteAllTextAsync(scriptFile, script);
        var window = new Window(this, name, recordFile ?? Path.Combine(Directory, name + ".jsonl"));
        var command = $"{before} env {environment} {Orc} rehearse --name {name} --script {scriptFile} --record {window.RecordFile} {arguments} {after}";
        await TmuxAsync("new-window", "-d", "-t", "t:", "-n", name, "--", "/bin/sh", "-c", after.Length > 0 || before.Length > 0 ? command : "exec " + command);
        await window.RecordedAsync("started", recordFile is null ? 1 : 2);
        return window;
    }

    public Task<string> TmuxAsync(params string[] arguments) => TmuxAsync(null, arguments);

    private async Task<string> TmuxAsync(byte[]? input, string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-u", "-S", Path.Combine(Directory, "tmux"), "-f", "/dev/null", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("TMUX");
        foreach (var name in new[] { "ORC_HOME", "ORC_TOKEN", "ORC_AGENT", "ORC_INCARNATION", "ORC_REHEARSAL_RECORD", "ORC_REHEARSAL_SCRIPT" })
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        if (input is not null)
            await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"tmux {string.Join(' ', arguments)}: {await error}");
        return output;
    }

    /// <summary>Polls until it holds; after ten seconds the assertion's own failure is the test's.</summary>
    internal static async Task HoldsAsync(Func<Task> assertion)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (waited.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>One agent's window.</summary>
    internal sealed class Window(TerminalFixture server, string name, string recordFile)
    {
        public string RecordFile => recordFile;

        public async Task PasteAsync(byte[] text)
        {
            await server.TmuxAsync(text, ["load-buffer", "-b", name, "-"]);
            await server.TmuxAsync("paste-buffer", "-p", "-r", "-d", "-b", name, "-t", $"t:{name}");
        }

        public Task PressAsync(params string[] keys) => server.TmuxAsync(["send-keys", "-t", $"t:{name}", .. keys]);

        public async Task PromptAsync(string text)
        {
            await PasteAsync(Encoding.UTF8.GetBytes(text));
            await PressAsync("Enter");
        }

        public Task<string> ScreenAsync() => server.TmuxAsync("capture-pane", "-p", "-t", $"t:{name}");

        public async Task<string> FormatAsync(string format) => (await server.TmuxAsync("display-message", "-p", "-t", $"t:{name}", format)).TrimEnd('\n');

        public Task ShowsAsync(string text) => HoldsAsync(async () => Assert.Contains(text, await ScreenAsync(), StringComparison.Ordinal));

        public Task FormatsAsync(string format, string expected) => HoldsAsync(async () => Assert.Equal(expected, await FormatAsync(format)));

        /// <summary>All entries of a kind, once there are at least this many.</summary>
        public async Task<JsonElement[]> RecordedAsync(string kind, int count = 1)
        {
            JsonElement[] entries = [];
            await HoldsAsync(async () =>
            {
                var lines = File.Exists(recordFile) ? await File.ReadAllLinesAsync(recordFile) : [];
                entries = [.. lines.Select(line => JsonDocument.Parse(line).RootElement).Where(entry => entry.GetProperty("event").GetString() == kind)];
                Assert.True(entries.Length >= count, $"{entries.Length} of {count} entries \"{kind}\" in {string.Join('\n', lines)}\n{await ScreenAsync()}");
            });
            return entries;
        }
    }
}
