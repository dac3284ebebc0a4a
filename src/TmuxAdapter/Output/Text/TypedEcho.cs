namespace Orchestrator.TmuxAdapter;

/// <summary>Knows the echo of what was typed: the first time a typed line appears in the output, it is the terminal's echo, and no answer.</summary>
/// <remarks>For programs without a line editor, whose input the terminal itself echoes; for those with one, see <see cref="LinePlace.IsEcho"/>.</remarks>
internal sealed class TypedEcho
{
    private const int Most = 50, MostCharacters = 4096, Patience = 1000;

    private readonly Lock _gate = new(); // typed on one thread, read on another
    private readonly LinkedList<(string Text, int LinesLeft)> _expected = new();

    public void Expect(string typed)
    {
        lock (_gate)
        {
            foreach (var line in typed.Split('\r', '\n'))
            {
                if (line.Length is 0 or > MostCharacters) continue;
                if (_expected.Count == Most) _expected.RemoveFirst();
                _expected.AddLast((line, Patience));
            }
        }
    }

    /// <returns>Whether an occurrence lies inside the echo of a typed line.</returns>
    public bool IsEcho(ReadOnlySpan<char> line, int at, int length)
    {
        lock (_gate)
        {
            foreach (var (text, _) in _expected)
            {
                var start = line.IndexOf(text, StringComparison.Ordinal);
                if (start >= 0 && at >= start && at + length <= start + text.Length) return true;
            }

            return false;
        }
    }

    /// <summary>A line is complete: an echo in it has been seen. One that does not come within 1,000 lines never will.</summary>
    public void OnLineEnd(ReadOnlySpan<char> line)
    {
        lock (_gate)
        {
            for (var entry = _expected.First; entry is not null;)
            {
                var next = entry.Next;
                if (entry.Value.LinesLeft == 0 || line.Contains(entry.Value.Text, StringComparison.Ordinal)) _expected.Remove(entry);
                else entry.Value = (entry.Value.Text, entry.Value.LinesLeft - 1);
                entry = next;
            }
        }
    }
}
