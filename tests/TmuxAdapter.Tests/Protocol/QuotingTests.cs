using FsCheck.Fluent;
using Orchestrator.TmuxAdapter.Protocol;
using System.Buffers;
using System.Text;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests.Protocol;

public sealed class QuotingTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain ; #{x} 'y' -d", "\"plain ; #{x} 'y' -d\"")]
    [InlineData("\"$HOME\\~", "\"\\042\\044HOME\\134\\176\"")]
    [InlineData("a\nb\u007f", "\"a\\012b\\177\"")]
    [InlineData("é", "\"\\303\\251\"")]
    public void What_tmux_would_interpret_is_written_as_octal(string text, string expected) =>
        Assert.Equal(expected, Quote(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_nul_is_refused() => Assert.Throws<ArgumentException>(() => Quote("a\0"u8));

    [Fact]
    public void A_command_name_cannot_smuggle_in_another_command() =>
        Assert.Throws<ArgumentException>(() => new TmuxCommand("list-panes ; kill-server"));

    [Fact]
    public async Task Every_byte_goes_to_tmux_and_back()
    {
        var bytes = Enumerable.Range(1, 255).Select(i => (byte)i).ToArray();
        await SetBufferAsync("all", bytes);
        Assert.Equal(bytes, await SaveBufferAsync("all"));
    }

    [Fact]
    public async Task Random_bytes_go_to_tmux_and_back()
    {
        var samples = Gen.Choose(1, 255).Select(b => (byte)b).NonEmptyListOf().Select(list => list.ToArray()).Sample(60, 200).ToList();
        var special = Gen.Elements("#{pid}", "$HOME", "~", "\\", "\"", "'", ";", "{", "}", "\n", " ", "-x", "é", "%H", "#(id)").NonEmptyListOf()
            .Select(list => Encoding.UTF8.GetBytes(string.Concat(list))).Sample(20, 200);
        foreach (var bytes in samples.Concat(special))
        {
            await SetBufferAsync("random", bytes);
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(await SaveBufferAsync("random")));
        }
    }

    [Fact]
    public async Task An_escaped_format_shows_the_text_itself()
    {
        var samples = Gen.Elements("#", "#{", "}", "#[", "[", "{pid}", "(id)", ",", "a", "%", "%H", "#,", "##").NonEmptyListOf()
            .Select(string.Concat).Sample(30, 300);
        foreach (var text in samples)
        {
            var lines = await tmux.Server.RunAsync(new TmuxCommand("display-message", "-p", TmuxFormat.EscapeWithTime(text)));
            Assert.Equal(text, Assert.Single(lines));
            lines = await tmux.Server.RunAsync(new TmuxCommand("list-sessions", "-F", TmuxFormat.Escape(text)));
            Assert.All(lines, line => Assert.Equal(text, line));
        }
    }

    private Task<IReadOnlyList<string>> SetBufferAsync(string name, byte[] bytes) =>
        tmux.Server.RunAsync(new TmuxCommand("set-buffer", [Encoding.ASCII.GetBytes("-b"), Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes("--"), bytes]));

    private async Task<byte[]> SaveBufferAsync(string name)
    {
        var file = Path.Combine(tmux.Folder, "buffer");
        await tmux.RunCliAsync("save-buffer", "-b", name, file);
        return await File.ReadAllBytesAsync(file);
    }

    private static string Quote(ReadOnlySpan<byte> bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        CommandQuoting.Write(bytes, output);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
