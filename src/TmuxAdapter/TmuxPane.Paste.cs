using Orchestrator.TmuxAdapter.Protocol;
using System.Text;

namespace Orchestrator.TmuxAdapter;

public sealed partial class TmuxPane
{
    // While tmux parses one line, it does nothing else: 8 KB keep that under 2 ms. A file is quicker from about 64 KB on.
    private const int ChunkBytes = 8 << 10, FileBytes = 64 << 10;
    private const string SaidPasted = "pasted", SaidDead = "dead";

    private static readonly string[] _bracketed = ["-p", "-r"], _plain = ["-r"];
    private static readonly byte[] _carriageReturn = "\r"u8.ToArray();

    /// <inheritdoc cref="PasteAsync(ReadOnlyMemory{byte}, PasteOptions, CancellationToken)"/>
    public Task<PasteResult> PasteAsync(string text, PasteOptions options, CancellationToken cancellation = default) =>
        PasteAsync(Encoding.UTF8.GetBytes(text), options, cancellation);

    /// <summary>Puts text into the pane's terminal as one paste. Does not press Enter.</summary>
    /// <remarks>A bracketed paste first leaves copy mode, if the pane is in it: tmux would leave the brackets out (3.3a), and each line feed submit.
    /// Everything arrives as it is; above all, <c>ESC[201~</c> in a text ends its bracket: strip control characters first.</remarks>
    /// <param name="text">Not empty, without NUL, of any length.</param>
    /// <param name="options">How, and which options to set on the pane in the same step.</param>
    /// <param name="cancellation">Ends the waiting: whether it was pasted is then unknown.</param>
    /// <exception cref="ArgumentException">The text is empty or holds a NUL.</exception>
    /// <exception cref="TmuxCommandException">tmux refused; nothing was pasted.</exception>
    /// <exception cref="TmuxDisconnectedException">No reply came: whether it was pasted is unknown.</exception>
    /// <exception cref="TmuxTimeoutException">Likewise.</exception>
    public async Task<PasteResult> PasteAsync(ReadOnlyMemory<byte> text, PasteOptions options, CancellationToken cancellation = default)
    {
        if (text.IsEmpty) throw new ArgumentException("There is nothing to paste: tmux has no empty buffers.", nameof(text));
        if (text.Span.Contains((byte)0)) throw new ArgumentException("A terminal paste cannot carry the byte NUL: remove it from the text.", nameof(text));
        _server.Feeds.Typed(PaneId, text.Span);

        var buffer = BufferName();
        if (text.Length >= FileBytes) return await PasteFileAsync(text, buffer, options, cancellation);

        var chunks = Enumerable.Range(0, (text.Length + ChunkBytes - 1) / ChunkBytes)
            .Select(i => text.Slice(i * ChunkBytes, Math.Min(ChunkBytes, text.Length - (i * ChunkBytes)))).ToList();
        var earlier = chunks.SkipLast(1).Select((chunk, i) => _server.RunAsync(SetBuffer(buffer, chunk, isFirst: i == 0))).ToList();
        var paste = PasteBufferAsync(SetBuffer(buffer, chunks[^1], isFirst: chunks.Count == 1), buffer, options, cancellation);
        await Task.WhenAll(earlier); // a chunk that was refused would mean a part was pasted
        return await paste;
    }

    /// <summary>Submits what stands in the program's input, as the Enter key does, also while the pane is in copy mode.</summary>
    /// <param name="setOptions">User options set on the pane in the same step.</param>
    /// <param name="note">What the tmux server itself adds to a file in the same step: proof of the Enter that outlives the pane and the server.</param>
    /// <param name="cancellation">Ends the waiting: whether it was pressed is then unknown.</param>
    /// <inheritdoc cref="PasteAsync(ReadOnlyMemory{byte}, PasteOptions, CancellationToken)" path="/exception[position()>1]"/>
    public Task<PasteResult> PressEnterAsync(
        IReadOnlyDictionary<string, string>? setOptions = null, FileNote? note = null, CancellationToken cancellation = default)
    {
        var buffer = BufferName();
        return PasteBufferAsync(SetBuffer(buffer, _carriageReturn, isFirst: true), buffer,
            new PasteOptions { Bracketed = false, SetOptions = setOptions ?? WindowSpec.Empty, Note = note }, cancellation);
    }

    private async Task<PasteResult> PasteFileAsync(
        ReadOnlyMemory<byte> text, string buffer, PasteOptions options, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetFullPath(_server.Options.FifoDirectory), buffer);
        var writing = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        try
        {
            await using (var file = new FileStream(path, writing)) await file.WriteAsync(text, cancellation);
            return await PasteBufferAsync(new TmuxCommand("load-buffer", "-b", buffer, "--", path), buffer, options, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Fills a buffer and pastes it, unless the pane is dead: tmux before 3.4 crashes on a paste into a dead pane, so it looks in the
    /// same step. When filling fails, the paste finds no buffer and is refused.</summary>
    private async Task<PasteResult> PasteBufferAsync(
        TmuxCommand fill, string buffer, PasteOptions options, CancellationToken cancellation)
    {
        TmuxCommand[] paste =
        [
            .. UserOption.Set(options.SetOptions, PaneId),
            .. options.Bracketed ? [new TmuxCommand("copy-mode", "-q", "-t", PaneId)] : Array.Empty<TmuxCommand>(),
            new("paste-buffer", [.. options.Bracketed ? _bracketed : _plain, "-d", "-b", buffer, "-t", PaneId]),
            .. options.Note is null ? [] : Write(options.Note, buffer),
            new("display-message", "-p", SaidPasted),
        ];
        TmuxCommand[] refuse = [new("delete-buffer", "-b", buffer), new("display-message", "-p", SaidDead)];
        var guarded = new TmuxCommand("if-shell",
            [Bytes("-F"), Bytes("-t"), Bytes(PaneId), Bytes("#{pane_dead}"), TmuxCommand.Join(refuse), TmuxCommand.Join(paste)]);
        try
        {
            var said = await _server.RunListAsync([fill, guarded], cancellation);
            return said.Any(lines => lines is [SaidPasted]) ? PasteResult.Pasted
                : said.Any(lines => lines is [SaidDead]) ? PasteResult.PaneDead
                : throw new ControlModeException("tmux neither pasted nor refused.");
        }
        catch (TmuxCommandException e)
        {
            await DeleteBufferAsync(buffer);
            if (TmuxId.IsMissing(e)) return PasteResult.PaneGone;
            throw;
        }
    }

    private static TmuxCommand[] Write(FileNote note, string buffer)
    {
        var name = $"{buffer}-note";
        return
        [
            new("set-buffer", "-b", name, "--", note.Text),
            new("save-buffer", "-a", "-b", name, "--", TmuxFormat.Escape(note.Path)), // a path is a format (3.3a)
            new("delete-buffer", "-b", name),
        ];
    }

    private async Task DeleteBufferAsync(string buffer)
    {
        try
        {
            await _server.RunAsync(new TmuxCommand("delete-buffer", "-b", buffer));
        }
        catch (TmuxCommandException)
        {
            // It was never filled.
        }
    }

    private static TmuxCommand SetBuffer(string buffer, ReadOnlyMemory<byte> text, bool isFirst) =>
        new("set-buffer", isFirst ? [Bytes("-b"), Bytes(buffer), Bytes("--"), text] : [Bytes("-a"), Bytes("-b"), Bytes(buffer), Bytes("--"), text]);

    /// <summary>Buffers belong to the whole server: a name of its own keeps two pastes apart.</summary>
    private static string BufferName() => $"paste-{Guid.NewGuid():N}";

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
