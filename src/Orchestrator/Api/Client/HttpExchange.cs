using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Api.Client;

/// <summary>One request and its answer over a Unix socket: HTTP/1.1, read synchronously. A command lives for tens of milliseconds: it loads sockets and no more.</summary>
/// <remarks>Speaks to our own daemon only, so it reads what Kestrel writes: a length or chunks.</remarks>
internal sealed class HttpExchange : IDisposable
{
    private const int MaxHead = 32 * 1024;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _left;
    private bool _chunked;

    private HttpExchange(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The status of the answer, once read.</summary>
    internal int Status { get; private set; }

    /// <param name="socketPath">Where the daemon listens.</param>
    /// <param name="patience">The longest wait for its next word; null: for ever.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    internal static HttpExchange Connect(string socketPath, TimeSpan? patience = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)(patience?.TotalMilliseconds ?? 0) };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            return new HttpExchange(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends the request and reads the head of the answer.</summary>
    /// <exception cref="IOException">The connection was lost; whether the request was carried out is unknown.</exception>
    internal void Send(string method, string path, Identity identity, byte[]? body)
    {
        var head = new StringBuilder().Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: orc\r\nConnection: close\r\n");
        if (identity.Token is { } token)
        {
            head.Append("Authorization: Bearer ").Append(HeaderValue(token)).Append("\r\n");
            head.Append(Identity.TargetHeader).Append(": ").Append(HeaderValue(identity.Target)).Append("\r\n");
            head.Append(Identity.IncarnationHeader).Append(": ").Append(HeaderValue(identity.Incarnation)).Append("\r\n");
        }
        if (body is not null)
            head.Append("Content-Type: application/json\r\nContent-Length: ").Append(body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        _stream.Write(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        try
        {
            if (body is not null) _stream.Write(body);
        }
        catch (IOException)
        {
            // A body over the limit is refused before it is read; the answer says so.
        }
        ReadHead();
    }

    /// <summary>The whole body.</summary>
    internal byte[] ReadBody()
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (var read = Read(chunk); read > 0; read = Read(chunk))
            body.Write(chunk, 0, read);
        return body.ToArray();
    }

    /// <summary>The body as lines, as they come.</summary>
    internal IEnumerable<string> ReadLines()
    {
        using var reader = new StreamReader(new BodyStream(this), Encoding.UTF8, false, 16 * 1024);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public void Dispose() => _stream.Dispose();

    private static string HeaderValue(string? value) => new([.. (value ?? "").Where(c => c is > ' ' and < (char)127)]);

    private void ReadHead()
    {
        var status = ReadHeadLine().Split(' ');
        if (status.Length < 2 || !int.TryParse(status[1], CultureInfo.InvariantCulture, out var code))
            throw new IOException("What answers at the daemon's socket does not speak HTTP.");
        Status = code;
        _left = code is 204 or 304 ? 0 : long.MaxValue;
        for (var line = ReadHeadLine(); line.Length > 0; line = ReadHeadLine())
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                _left = long.Parse(line.AsSpan(15).Trim(), CultureInfo.InvariantCulture);
            else if (line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
                _chunked = line.Contains("chunked", StringComparison.OrdinalIgnoreCase);
        }
        if (_chunked) _left = 0;
    }

    /// <summary>Some of the body; 0 at its end.</summary>
    private int Read(Span<byte> into)
    {
        if (_left == 0 && _chunked)
            BeginChunk();
        if (_left == 0)
            return 0;
        if (_start == _end && !Fill())
            return _left == long.MaxValue ? 0 : throw new IOException("The daemon closed the connection in the middle of its answer.");
        var take = (int)Math.Min(Math.Min(_end - _start, into.Length), _left);
        _buffer.AsSpan(_start, take).CopyTo(into);
        _start += take;
        if (_left != long.MaxValue) _left -= take;
        if (_left == 0 && _chunked) ReadHeadLine();
        return take;
    }

    private void BeginChunk()
    {
        var size = ReadHeadLine().Split(';')[0];
        _left = long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (_left > 0) return;
        _chunked = false;
        while (ReadHeadLine().Length > 0)
        {
            // Trailers, of which our daemon sends none, up to the empty line.
        }
    }

    private string ReadHeadLine()
    {
        var line = new StringBuilder();
        while (line.Length < MaxHead)
        {
            if (_start == _end && !Fill())
                throw new IOException("The daemon closed the connection before it answered.");
            var c = (char)_buffer[_start++];
            if (c == '\n') return line.ToString();
            if (c != '\r') line.Append(c);
        }
        throw new IOException("The daemon's answer has no end of its head.");
    }

    private bool Fill()
    {
        _start = 0;
        _end = _stream.Read(_buffer);
        return _end > 0;
    }

    private sealed class BodyStream(HttpExchange exchange) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => exchange.Read(buffer.AsSpan(offset, count));
        public override int Read(Span<byte> buffer) => exchange.Read(buffer);
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
