using Microsoft.Win32.SafeHandles;
using Orchestrator.TmuxAdapter.Native;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>How a pane's terminal takes input just now.</summary>
/// <param name="IsCanonical">Line by line, edited by the kernel, at most 4,095 bytes a line: a program that reads its standard input
/// plainly. A shell at its prompt and every full-screen program have switched this off.</param>
/// <param name="Echoes">Whether the kernel shows what is typed.</param>
/// <param name="Unread">How many bytes of its input the program has yet to read.</param>
public sealed record TtyState(bool IsCanonical, bool Echoes, int Unread);

/// <summary>The kernel's side of a pane's terminal.</summary>
internal static class Tty
{
    private const nuint GetAttributes = 0x5401, FlowControl = 0x540A, UnreadInput = 0x541B;
    private const nint OutputOff = 0, OutputOn = 1;
    private const int LocalModesOffset = 12, SizeOfTermios = 64;
    private const uint Canonical = 0x2, Echo = 0x8;

    /// <returns>Null when the pane's process has ended, or tmux has closed the terminal.</returns>
    public static unsafe TtyState? Read(TmuxPane pane)
    {
        using var tty = Open(pane);
        if (tty is null) return null;
        var attributes = stackalloc byte[SizeOfTermios];
        if (Libc.Ioctl(tty, GetAttributes, attributes) != 0) throw Libc.LastError($"TCGETS {pane.Tty}");
        var modes = *(uint*)(attributes + LocalModesOffset);
        var unread = 0;
        if (Libc.Ioctl(tty, UnreadInput, (byte*)&unread) != 0) throw Libc.LastError($"FIONREAD {pane.Tty}");
        return new TtyState((modes & Canonical) != 0, (modes & Echo) != 0, unread);
    }

    /// <summary>Stops or restarts output, as Ctrl-S and Ctrl-Q do: a program that writes to a stopped terminal waits.</summary>
    public static void SetFlow(TmuxPane pane, bool isStopped)
    {
        using var tty = Open(pane);
        if (tty is not null) _ = Libc.Ioctl(tty, FlowControl, isStopped ? OutputOff : OutputOn);
    }

    /// <summary>Opens the terminal, and makes sure that it is still this pane's: its number is free again once the pane's process has ended.</summary>
    private static SafeFileHandle? Open(TmuxPane pane)
    {
        if (!IsOwned(pane)) return null;
        var tty = Libc.Open(pane.Tty, Libc.ReadWrite | Libc.NoControllingTty | Libc.NonBlocking);
        if (tty is null)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is Libc.NoEntry or Libc.InputOutput or Libc.NoDevice
                ? null // tmux has closed it: the pane is being killed
                : throw new IOException($"open {pane.Tty}: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        if (IsOwned(pane)) return tty;
        tty.Dispose();
        return null;
    }

    private static bool IsOwned(TmuxPane pane)
    {
        const int PtsMajor = 136;
        return PaneProcesses.ReadOwn(pane) is { } process
            && (process.TtyNumber == 0 // just forked: it takes the terminal next
                || ((process.TtyNumber >> 8 & 0xFFF) == PtsMajor
                    && pane.Tty == $"/dev/pts/{(process.TtyNumber & 0xFF) | (process.TtyNumber >> 12 & 0xFFF00)}"));
    }
}
