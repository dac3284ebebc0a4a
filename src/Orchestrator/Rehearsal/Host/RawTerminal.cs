using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Rehearsal.Host;

/// <summary>The terminal of this process in raw mode with bracketed paste; put back as it was on disposal. Works on pipes too, for what they can.</summary>
internal sealed unsafe class RawTerminal : IDisposable
{
    /// <summary>More than termios takes anywhere; only the C library looks inside.</summary>
    private const int SettingsBytes = 256;
    private const int Columns80 = 80;

    private readonly byte[]? _former;
    private bool _disposed;

    public RawTerminal()
    {
        var settings = new byte[SettingsBytes];
        fixed (byte* pointer = settings)
        {
            if (LibC.GetTerminal(LibC.StandardInput, pointer) == 0)
            {
                _former = (byte[])settings.Clone();
                LibC.MakeRaw(pointer);
                _ = LibC.SetTerminal(LibC.StandardInput, 0, pointer);
            }
        }
        Write("\e[?2004h");
    }

    /// <summary>The other side is gone: nothing can be written any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The width in cells; 80 when standard output is no terminal.</summary>
    public static int Columns
    {
        get
        {
            var size = stackalloc ushort[4];
            var result = !OperatingSystem.IsMacOS() ? LibC.Control(LibC.StandardOutput, 0x5413, size)
                : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? LibC.ControlOnStack(LibC.StandardOutput, 0x40087468, 0, 0, 0, 0, 0, 0, size)
                : LibC.Control(LibC.StandardOutput, 0x40087468, size);
            return result == 0 && size[1] > 0 ? size[1] : Columns80;
        }
    }

    /// <summary>Reads what is there; 0 at the end of input.</summary>
    public static int Read(Span<byte> into)
    {
        fixed (byte* pointer = into)
        {
            while (true)
            {
                var count = LibC.Read(LibC.StandardInput, pointer, (nuint)into.Length);
                if (count >= 0 || Marshal.GetLastPInvokeError() != LibC.Interrupted)
                    return (int)Math.Max(0, count); // the error of a terminal that is gone is its end
            }
        }
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Blocks until the terminal has taken all of it.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsGone)
        {
            fixed (byte* pointer = bytes)
            {
                var count = LibC.Write(LibC.StandardOutput, pointer, (nuint)bytes.Length);
                if (count >= 0)
                    bytes = bytes[(int)count..];
                else if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
                    IsGone = true;
            }
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Write("\e[?2004l\e]0;\a");
        if (_former is null)
            return;
        fixed (byte* pointer = _former)
            _ = LibC.SetTerminal(LibC.StandardInput, 0, pointer);
    }
}
