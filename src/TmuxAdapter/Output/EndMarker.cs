namespace Orchestrator.TmuxAdapter;

/// <summary>Finds and takes out the status request with which the wrapper ends a program's output, however it is cut.</summary>
internal sealed class EndMarker
{
    private int _held; // bytes of the marker that ended the last chunk, not handed on yet

    /// <summary>Asks the terminal for its status (<c>5n</c>); the numbers in between are ignored by it and tell it from a program's own request.</summary>
    public static ReadOnlySpan<byte> Bytes => "\e[5;20251;1121n"u8;

    /// <summary>Whether the marker has come.</summary>
    public bool HasCome { get; private set; }

    /// <summary>Hands on what is no marker. A chunk that ends like the marker begins waits for the next.</summary>
    /// <returns>Whether the sink wants more.</returns>
    public bool Pass(ReadOnlySpan<byte> chunk, IPaneOutputSink sink)
    {
        if (_held > 0)
        {
            byte[] joined = [.. Bytes[.._held], .. chunk];
            _held = 0;
            return PassJoined(joined, sink);
        }

        return PassJoined(chunk, sink);
    }

    /// <summary>Hands on what waits: nothing more will come.</summary>
    public void Flush(IPaneOutputSink sink)
    {
        if (_held > 0) sink.OnOutput(Bytes[.._held]);
        _held = 0;
    }

    private bool PassJoined(ReadOnlySpan<byte> chunk, IPaneOutputSink sink)
    {
        var wantsMore = true;
        while (chunk.IndexOf(Bytes) is >= 0 and var at)
        {
            HasCome = true;
            if (at > 0) wantsMore &= sink.OnOutput(chunk[..at]);
            chunk = chunk[(at + Bytes.Length)..];
        }

        _held = LengthOfStart(chunk);
        var rest = chunk[..^_held];
        return rest.IsEmpty ? wantsMore : sink.OnOutput(rest) && wantsMore;
    }

    /// <returns>How many bytes at the chunk's end are the beginning of the marker.</returns>
    private static int LengthOfStart(ReadOnlySpan<byte> chunk)
    {
        var escape = chunk[^Math.Min(chunk.Length, Bytes.Length - 1)..].LastIndexOf((byte)'\e');
        if (escape < 0) return 0;
        var length = Math.Min(chunk.Length, Bytes.Length - 1) - escape;
        return Bytes.StartsWith(chunk[^length..]) ? length : 0;
    }
}
