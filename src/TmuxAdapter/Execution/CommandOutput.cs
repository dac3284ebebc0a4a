using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>Takes a command's output apart from the mark that the shell writes behind it, however the bytes are cut.</summary>
/// <remarks>The mark is an operating system command that no terminal knows, so it shows nothing; only its pipe's readers see it.</remarks>
/// <param name="id">What nobody can guess, so that no output holds it by chance.</param>
/// <param name="limit">How many bytes are kept.</param>
internal sealed class CommandOutput(string id, int limit)
{
    private const string Number = "20251121";
    private static readonly byte[] _end = "\e\\"u8.ToArray();

    private readonly byte[] _begin = Encoding.ASCII.GetBytes(Begin(id));
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<int> _exitCode = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _kept = new();
    private byte[] _pending = [];
    private bool _isTruncated;

    /// <summary>Completes with the exit code when the mark has come.</summary>
    public Task<int> ExitCode => _exitCode.Task;

    /// <summary>What <c>printf</c> is given to write the mark, with a place for the exit code.</summary>
    public static string PrintfFormat(string id) => $"\\033]{Number};{id};%d\\033\\\\";

    public void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_exitCode.Task.IsCompleted) return; // another's, who still has the pipe
            byte[] all = [.. _pending, .. bytes];
            var at = all.AsSpan().IndexOf(_begin);
            if (at >= 0 && all.AsSpan(at).IndexOf(_end) is >= 0 and var length)
            {
                Keep(all.AsSpan(0, at));
                _pending = [];
                _ = Utf8Parser.TryParse(all.AsSpan(at + _begin.Length, length - _begin.Length), out int code, out _);
                _exitCode.TrySetResult(code);
                return;
            }

            // A mark may have begun at the end of what is there.
            var whole = at >= 0 ? at : Math.Max(0, all.Length - _begin.Length);
            Keep(all.AsSpan(0, whole));
            _pending = all[whole..];
        }
    }

    /// <summary>All that came before the mark, or until now when there was none.</summary>
    public (ReadOnlyMemory<byte> Bytes, bool IsTruncated) Read()
    {
        lock (_gate)
        {
            if (!_exitCode.Task.IsCompleted) Keep(_pending);
            _pending = [];
            return (_kept.WrittenMemory, _isTruncated);
        }
    }

    private static string Begin(string id) => $"\e]{Number};{id};";

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = limit - _kept.WrittenCount;
        if (bytes.Length > room) _isTruncated = true;
        _kept.Write(bytes[..Math.Min(room, bytes.Length)]);
    }
}
