using System.Text;

namespace Orchestrator.Rehearsal.Input;

/// <summary>The draft a prompt is written in, and what Enter does to it.</summary>
internal sealed class Composer
{
    private static readonly TimeSpan FastGap = TimeSpan.FromMilliseconds(30);
    private const int FastCharacters = 6;

    private readonly ComposerQuirks _quirks;
    private readonly List<Segment> _segments = [];
    private DateTimeOffset _fastTextAt = DateTimeOffset.MinValue;
    private DateTimeOffset _pastedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _typedAt = DateTimeOffset.MinValue;
    private int _typedFast;

    public Composer(ComposerQuirks quirks)
    {
        _quirks = quirks;
        if (quirks.Draft.Length > 0)
            _segments.Add(new Segment(Encoding.UTF8.GetBytes(quirks.Draft), Collapsed: false));
    }

    /// <summary>A piece of the draft; a long paste is one collapsed piece.</summary>
    internal sealed record Segment(byte[] Bytes, bool Collapsed);

    /// <summary>What Enter did.</summary>
    internal enum EnterEffect
    {
        Nothing,
        Submitted,
        NewLine,
        Swallowed,
    }

    public bool IsEmpty => _segments.Count == 0;

    /// <summary>The cursor stands before the draft; else behind it.</summary>
    public bool IsCursorAhead { get; private set; }

    /// <summary>The draft as a person sees it: long pastes as <c>[Pasted text +N lines]</c>.</summary>
    public string Shown => string.Concat(_segments.Select(segment => segment.Collapsed
        ? $"[Pasted text +{segment.Bytes.AsSpan().Count((byte)'\n')} lines]"
        : Encoding.UTF8.GetString(segment.Bytes)));

    public void Type(byte[] text, DateTimeOffset now)
    {
        _typedFast = now - _typedAt <= FastGap ? _typedFast + text.Length : text.Length;
        _typedAt = now;
        if (_typedFast >= FastCharacters)
            _fastTextAt = now;
        Append(text);
    }

    public void Paste(byte[] text, DateTimeOffset now)
    {
        _pastedAt = now;
        if (_quirks.PasteIsBurst)
            _fastTextAt = now;
        // A carriage return in a paste is a line of it, as all the CLIs seen do it.
        var lines = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        if (lines.Length > 400 || lines.AsSpan().Count((byte)'\n') > 3)
            _segments.Add(new Segment(lines, Collapsed: true));
        else if (lines.Length > 0)
            Append(lines);
    }

    /// <summary>Takes the draft as a prompt, unless a quirk of this composer makes something else of the key.</summary>
    /// <param name="now">When the key came.</param>
    /// <param name="isQueued">Whether the prompt is not taken at once.</param>
    /// <param name="prompt">Its exact bytes; empty if nothing was submitted.</param>
    public EnterEffect Enter(DateTimeOffset now, bool isQueued, out byte[] prompt)
    {
        prompt = [];
        if (now - _pastedAt < _quirks.EnterSwallowedAfterPaste)
            return EnterEffect.Swallowed;
        if (now - _fastTextAt < _quirks.BurstWindow)
        {
            Append("\n"u8);
            return EnterEffect.NewLine;
        }
        var bytes = _quirks.ForgetsPastes ? Encoding.UTF8.GetBytes(Shown) : _segments.SelectMany(segment => segment.Bytes).ToArray();
        if (_quirks.TrimsPrompts)
            bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Trim(' ', '\t', '\n'));
        if (!_quirks.LeavesText || isQueued)
            Clear();
        IsCursorAhead = _quirks.LeavesCursorAhead && !IsEmpty;
        if (bytes.Length == 0)
            return EnterEffect.Nothing;
        prompt = bytes;
        return EnterEffect.Submitted;
    }

    public void NewLine() => Append("\n"u8);

    public void Backspace()
    {
        if (_segments.Count == 0)
            return;
        var last = _segments[^1];
        var end = last.Collapsed ? 0 : last.Bytes.Length - 1;
        while (end > 0 && (last.Bytes[end] & 0xC0) == 0x80)
            end--;
        Shorten(end);
    }

    /// <summary>Takes out the last line up to its beginning; one that is empty, with the line feed before it. As Claude Code's Ctrl+U does it.</summary>
    public void ClearLine()
    {
        if (IsCursorAhead || _segments is not [.., { } last])
            return;
        var line = last.Collapsed ? 0 : last.Bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        Shorten(line == last.Bytes.Length ? line - 1 : line);
    }

    /// <summary>Takes out the first line, where the cursor stands before it; one that is empty, with its line feed. As Claude Code's Ctrl+K does it.</summary>
    public void KillLine()
    {
        if (!IsCursorAhead)
            return;
        var first = _segments[0];
        var line = first.Collapsed ? first.Bytes.Length : first.Bytes.AsSpan().IndexOf((byte)'\n');
        var left = first.Bytes[(line < 0 ? first.Bytes.Length : Math.Max(1, line))..];
        _segments.RemoveAt(0);
        if (left.Length > 0)
            _segments.Insert(0, first with { Bytes = left });
        IsCursorAhead = !IsEmpty;
    }

    private void Shorten(int length)
    {
        var last = _segments[^1];
        _segments.RemoveAt(_segments.Count - 1);
        if (length > 0)
            _segments.Add(last with { Bytes = last.Bytes[..length] });
    }

    public void Clear() => _segments.Clear();

    private void Append(ReadOnlySpan<byte> text)
    {
        if (IsCursorAhead)
        {
            _segments.Insert(0, new Segment(text.ToArray(), Collapsed: false));
            return;
        }
        if (_segments is [.., { Collapsed: false } last])
            _segments[^1] = last with { Bytes = [.. last.Bytes, .. text] };
        else
            _segments.Add(new Segment(text.ToArray(), Collapsed: false));
    }
}
