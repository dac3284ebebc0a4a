using System.Globalization;
using System.Text;

namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>One process as <c>/proc</c> shows it at one moment.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Name">The program's name, at most 15 bytes.</param>
/// <param name="State">One letter; <c>Z</c> has ended and waits to be reaped.</param>
/// <param name="Parent">The parent's number.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session: that of a pane is the pane's own process.</param>
/// <param name="TtyNumber">Its controlling terminal's device number; 0 for none.</param>
/// <param name="ForegroundGroup">The process group in that terminal's foreground; -1 for none.</param>
/// <param name="StartTicks">When it started, in clock ticks since boot: with the number, it names the process for good.</param>
/// <param name="CpuTicks">Clock ticks, a hundredth of a second each, in user and kernel mode.</param>
/// <param name="ResidentPages">Pages in memory.</param>
internal sealed record ProcessEntry(
    int Pid, string Name, char State, int Parent, int Group, int Session, int TtyNumber, int ForegroundGroup, ulong StartTicks,
    long CpuTicks, long ResidentPages)
{
    public bool HasEnded => State is 'Z' or 'X';

    /// <returns>Null when there is no such process.</returns>
    public static ProcessEntry? Read(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{pid}/stat", Encoding.Latin1);
        }
        catch (Exception e) when (IsGone(e))
        {
            return null;
        }

        var nameStart = text.IndexOf('(', StringComparison.Ordinal);
        var nameEnd = text.LastIndexOf(')'); // a name may hold spaces and brackets
        var fields = text[(nameEnd + 2)..].Split(' ');
        return new ProcessEntry(pid, text[(nameStart + 1)..nameEnd], fields[0][0],
            Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4]), Number(fields[5]), ulong.Parse(fields[19], CultureInfo.InvariantCulture),
            Long(fields[11]) + Long(fields[12]), Long(fields[21]));
    }

    public static IEnumerable<ProcessEntry> ReadAll() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
            .OfType<ProcessEntry>();

    /// <summary>Its child processes, those that have ended and wait to be reaped among them.</summary>
    public IEnumerable<ProcessEntry> ReadChildren()
    {
        try
        {
            var pids = File.ReadAllText($"/proc/{Pid}/task/{Pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return pids.Select(pid => Read(Number(pid))).OfType<ProcessEntry>().Where(child => child.Parent == Pid);
        }
        catch (Exception e) when (IsGone(e))
        {
            return ReadAll().Where(process => process.Parent == Pid); // a kernel without that file, or no process
        }
    }

    /// <returns>The program and its arguments; empty when the process has ended.</returns>
    public IReadOnlyList<string> ReadCommandLine()
    {
        try
        {
            var text = File.ReadAllText($"/proc/{Pid}/cmdline");
            return text.Length == 0 ? [] : text.TrimEnd('\0').Split('\0');
        }
        catch (Exception e) when (IsGone(e))
        {
            return [];
        }
    }

    // A process may end between opening and reading: then reading fails with ESRCH.
    private static bool IsGone(Exception e) => e is FileNotFoundException or DirectoryNotFoundException || (e is IOException && e.HResult == Native.Libc.NoSuchProcess);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
