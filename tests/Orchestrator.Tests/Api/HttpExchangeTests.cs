using Orchestrator.Api;
using Orchestrator.Api.Client;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Orchestrator.Tests.Api;

public sealed class HttpExchangeTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello")]
    [InlineData("HTTP/1.1 404 Not Found\r\ncontent-length:2\r\n\r\n{}", 404, "{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10;x=y\r\n0123456789abcdef\r\n0\r\n\r\n", 200, "abc0123456789abcdef")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end")]
    public async Task An_answer_is_read_however_it_is_cut(string wire, int status, string body)
    {
        foreach (var pieces in new[] { 1, 7, wire.Length })
        {
            var request = Serve(wire, pieces);
            using (var exchange = HttpExchange.Connect(_home.Home.ApiSocket))
            {
                exchange.Send("GET", "/v1/x", Identity.Person, null);
                Assert.Equal(status, exchange.Status);
                Assert.Equal(body, Encoding.ASCII.GetString(exchange.ReadBody()));
            }
            Assert.StartsWith("GET /v1/x HTTP/1.1\r\n", await request, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\nhello")]
    [InlineData("")]
    public async Task A_connection_that_is_lost_is_never_taken_for_an_answer(string wire)
    {
        var request = Serve(wire, 1);
        Assert.Throws<IOException>(() =>
        {
            using var exchange = HttpExchange.Connect(_home.Home.ApiSocket);
            exchange.Send("GET", "/", Identity.Person, null);
            exchange.ReadBody();
        });
        await request;
    }

    [Fact]
    public async Task An_agents_identity_goes_along_without_a_way_to_add_headers()
    {
        var request = Serve("HTTP/1.1 204 No Content\r\n\r\n", 1);
        using (var exchange = HttpExchange.Connect(_home.Home.ApiSocket))
            exchange.Send("POST", "/", new Identity("shop:developer\r\nX-Evil: 1", "2", "t0ken"), "{}"u8.ToArray());
        var sent = await request;
        Assert.Contains("X-Orc-Target: shop:developerX-Evil:1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer t0ken\r\n", sent, StringComparison.Ordinal);
        Assert.EndsWith("Content-Length: 2\r\n\r\n{}", sent, StringComparison.Ordinal);
    }

    /// <summary>Answers one request with these bytes, cut into pieces, and closes.</summary>
    private Task<string> Serve(string wire, int pieces)
    {
        File.Delete(_home.Home.ApiSocket);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_home.Home.ApiSocket));
        listener.Listen();
        return Task.Run(async () =>
        {
            using (listener)
            {
                using var peer = await listener.AcceptAsync();
                var buffer = new byte[8192];
                var request = new StringBuilder();
                while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                    request.Append(Encoding.ASCII.GetString(buffer, 0, await peer.ReceiveAsync(buffer)));
                if (request.ToString().Contains("Content-Length: 2", StringComparison.Ordinal) && !request.ToString().EndsWith("{}", StringComparison.Ordinal))
                    request.Append(Encoding.ASCII.GetString(buffer, 0, await peer.ReceiveAsync(buffer)));
                var bytes = Encoding.ASCII.GetBytes(wire);
                foreach (var piece in bytes.Chunk(Math.Max(1, bytes.Length / pieces)))
                    await peer.SendAsync(piece);
                peer.Shutdown(SocketShutdown.Send);
                return request.ToString();
            }
        });
    }
}
