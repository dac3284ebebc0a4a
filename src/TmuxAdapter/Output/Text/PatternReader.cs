using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.TmuxAdapter;

/// <summary>One occurrence of a pattern.</summary>
/// <param name="Text">What matched; cut off at 4,096 characters.</param>
/// <param name="Line">The line it ends in, as far as it was written; cut off at 4,096 characters.</param>
public sealed record PatternMatch(string Text, string Line);

/// <summary>Finds each occurrence of a pattern in output once. Pure; the same output gives the same matches however it is cut.</summary>
/// <remarks>
/// <para>It looks when a line is complete, is about to be written over, or has paused; a pattern that can match a line's end also sees the
/// last 20 lines (at most 16,384 characters). An occurrence is reported as soon as the line it ends in is complete.</para>
/// <para>An occurrence at the end of a line that has paused, of a pattern that would take more (<c>\d+</c>), is reported when the line goes on, when it is
/// changed or left, or when it has rested: a program's line may come in parts.</para>
/// <para>What a program paints again is not reported again: see <see cref="RepaintFilter"/> for the rule.</para>
/// </remarks>
/// <param name="pattern">What to look for.</param>
/// <param name="onMatch">Called for each occurrence, in order.</param>
/// <param name="ignoreEcho">Whether to leave out what a shell's line editor writes, and the echo of what was typed through us.</param>
public sealed class PatternReader(OutputPattern pattern, Action<PatternMatch> onMatch, bool ignoreEcho = false) : IOutputLines
{
    private const int MostBefore = 20, MostBeforeCharacters = 1 << 14, MostKept = 4096;

    private readonly Queue<int> _beforeLengths = new();
    private readonly StringBuilder _before = new(); // the lines before, each with its line feed
    private readonly RepaintFilter _main = new(), _alternate = new();
    private readonly TypedEcho? _typed = ignoreEcho ? new TypedEcho() : null;
    private RepaintFilter? _filter;
    private long _row = -1, _begunOn = -1;
    private int _from; // of the current row: what is before it has been looked at
    private int _given; // of the current row: how long it was when it was given last
    private int _beforeFrom; // the same, of the lines before
    private (string Match, string Line, long Row, int At)? _held; // may grow

    private RepaintFilter Filter => _filter ??= _main;

    /// <summary>Begins in the middle of a line: what is there already is not looked at.</summary>
    public void Begin(long row, int length) => (_row, _begunOn, _from) = (row, row, length);

    /// <summary>Something was typed into the pane: its echo is to be ignored.</summary>
    public void OnInput(string text) => _typed?.Expect(text);

    /// <inheritdoc/>
    /// <exception cref="PatternTooSlowException">The pattern needs backtracking and took too long.</exception>
    public void OnLine(ReadOnlySpan<char> text, LinePlace place)
    {
        if (_held is not null && place.Row == _row && place.Kept >= _given) _held = null; // it is found again, or more of it
        ReportHeld();
        if (place.Row != _row) (_row, _from) = (place.Row, 0);
        else if (place.Row != _begunOn && place.Kept < _given && (place.Kept < _from || _from == 0)) OnReplaced(place);
        _given = text.Length;
        Filter.OnRow(place.Row);
        if (!(ignoreEcho && place.IsEcho))
        {
            try
            {
                Search(text, place);
            }
            catch (RegexMatchTimeoutException)
            {
                if (!pattern.BecomeLinear()) throw new PatternTooSlowException(pattern);
                Search(text, place); // from where it stopped
            }
        }

        if (!text.IsEmpty && text[0] != ' ') Filter.OnPainted(place.Row);
        if (place.End is LineEnd.LineFeed) Remember(text, place);
    }

    /// <inheritdoc/>
    public void OnMove(long row)
    {
        ReportHeld();
        Filter.OnMove(row);
        ForgetBefore();
        _row = -1;
    }

    /// <inheritdoc/>
    public void OnReset(bool isAlternate)
    {
        ReportHeld();
        if (isAlternate) _alternate.Clear();
        else if (Filter == _main) _main.Clear(); // otherwise the main screen comes back as it was
        _filter = isAlternate ? _alternate : _main;
        ForgetBefore();
        _row = -1;
    }

    private void OnReplaced(LinePlace place)
    {
        Filter.OnOverwritten(place.Row);
        _from = 0;
    }

    private void Search(ReadOnlySpan<char> text, LinePlace place)
    {
        if (!pattern.CrossesLines)
        {
            foreach (var match in pattern.Regex.EnumerateMatches(text, Math.Min(_from, text.Length)))
            {
                if (match.Length == 0) continue;
                if (place.End is LineEnd.Paused && MayGrow(text, match))
                {
                    _held = (text.Slice(match.Index, match.Length).ToString(), text.ToString(), place.Row, match.Index);
                    return;
                }

                _from = match.Index + match.Length;
                Report(text.Slice(match.Index, match.Length), text, place.Row, match.Index);
            }

            return;
        }

        var before = _before.Length;
        var joined = string.Concat(_before.ToString(), text, place.End is LineEnd.LineFeed ? "\n" : "");
        var from = _from > 0 ? before + _from : _beforeFrom;
        foreach (var match in pattern.Regex.EnumerateMatches(joined, Math.Min(from, joined.Length)))
        {
            var end = match.Index + match.Length;
            if (match.Length == 0 || end <= before) continue; // it ended before this line: it was reported then
            if (place.End is LineEnd.Paused && MayGrow(joined, match))
            {
                _held = (joined.Substring(match.Index, match.Length), text.ToString(), place.Row, match.Index - before);
                return;
            }

            _from = end - before;
            Report(joined.AsSpan(match.Index, match.Length), text, place.Row, match.Index - before);
        }
    }

    /// <summary>Whether a match at the end of a text would be longer if more of the same followed.</summary>
    private bool MayGrow(ReadOnlySpan<char> text, ValueMatch match)
    {
        if (match.Index + match.Length < text.Length) return false;
        var longer = string.Concat(text, text[^1..]);
        foreach (var next in pattern.Regex.EnumerateMatches(longer, match.Index)) return next.Index == match.Index && next.Length > match.Length;
        return false;
    }

    private void ReportHeld()
    {
        if (_held is not { } held) return;
        _held = null;
        _from = held.At + held.Match.Length;
        Report(held.Match, held.Line, held.Row, held.At);
    }

    private void Report(ReadOnlySpan<char> match, ReadOnlySpan<char> line, long row, int at)
    {
        var text = match[..Math.Min(match.Length, MostKept)].ToString();
        if (_typed?.IsEcho(line, at, match.Length) == true) return;
        if (Filter.IsNew(text, row)) onMatch(new PatternMatch(text, line[..Math.Min(line.Length, MostKept)].ToString()));
    }

    private void Remember(ReadOnlySpan<char> text, LinePlace place)
    {
        _typed?.OnLineEnd(text);
        _row = -1;
        if (!pattern.CrossesLines) return;
        if (text.Length > MostBeforeCharacters || (ignoreEcho && place.IsEcho))
        {
            ForgetBefore();
            return;
        }

        _beforeFrom = Math.Max(_beforeFrom, _from > 0 ? _before.Length + _from : 0);
        _before.Append(text).Append('\n');
        _beforeLengths.Enqueue(text.Length + 1);
        while (_beforeLengths.Count > MostBefore || _before.Length > MostBeforeCharacters)
        {
            var length = _beforeLengths.Dequeue();
            _before.Remove(0, length);
            _beforeFrom = Math.Max(0, _beforeFrom - length);
        }
    }

    private void ForgetBefore()
    {
        _before.Clear();
        _beforeLengths.Clear();
        _beforeFrom = 0;
    }
}
