using System.Diagnostics;

namespace Orchestrator.Rehearsal.Host;

/// <summary>One command line of the agent's, run by /bin/sh without an input.</summary>
internal sealed class ShellCommand
{
    private const int ShownLines = 200;

    private readonly Process _process;
    private int _lines;

    private ShellCommand(Process process) => _process = process;

    /// <summary>Starts it. The callbacks come from other threads; the end comes after the last line.</summary>
    public static ShellCommand Start(
        RehearsalEffect.RunCommand command, Action<ShellCommand, string> wrote, Action<ShellCommand, int> ended)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        process.StandardInput.Close();
        var shell = new ShellCommand(process);
        var reader = new Thread(() =>
        {
            var errors = new Thread(() => shell.ReadLines(process.StandardError, wrote)) { IsBackground = true };
            errors.Start();
            shell.ReadLines(process.StandardOutput, wrote);
            errors.Join();
            process.WaitForExit();
            ended(shell, process.ExitCode);
        })
        { IsBackground = true };
        reader.Start();
        return shell;
    }

    /// <summary>Kills it and all that it started.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    private void ReadLines(StreamReader reader, Action<ShellCommand, string> wrote)
    {
        while (reader.ReadLine() is { } line)
        {
            var number = Interlocked.Increment(ref _lines);
            if (number <= ShownLines)
                wrote(this, number == ShownLines ? "…" : line);
        }
    }
}
