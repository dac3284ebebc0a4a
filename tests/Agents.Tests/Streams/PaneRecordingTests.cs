using Orchestrator.Agents.Streams;
using System.Text;
using Xunit;

namespace Orchestrator.Agents.Tests.Streams;

public sealed class PaneRecordingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orc-recording-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory, InlineData(1), InlineData(2)]
    public async Task Readers_get_every_byte_over_file_ends_however_it_is_written(int seed)
    {
        var random = new Random(seed);
        using var recording = new PaneRecording(_directory, 1000, 100);
        using var reader = recording.Read(0);
        var all = new byte[20_000];
        random.NextBytes(all);
        var reading = ReadAllAsync(reader);
        for (var at = 0; at < all.Length;)
        {
            var size = Math.Min(random.Next(1, 3000), all.Length - at);
            recording.OnOutput(all.AsSpan(at, size));
            at += size;
        }

        recording.Finish("exited");
        Assert.Equal(Convert.ToHexString(all), Convert.ToHexString((await reading).Bytes));
        using var late = recording.Read(0);
        Assert.Equal((20_000, 0L), await ReadAllAsync(late) is var (bytes, missed) ? (bytes.Length, missed) : default);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_is_told_how_much_it_missed_and_goes_on()
    {
        using var recording = new PaneRecording(_directory, 1000, 2);
        using var reader = recording.Read(0);
        recording.OnOutput(new byte[5500]);
        recording.Finish("exited");
        var (bytes, missed) = await ReadAllAsync(reader);
        Assert.Equal((1500, 4000L), (bytes.Length, missed));
    }

    [Fact]
    public async Task A_recording_that_is_opened_again_goes_on_and_shows_the_gap()
    {
        using (var first = new PaneRecording(_directory, 1000, 4)) first.OnOutput("before"u8);
        using var second = new PaneRecording(_directory, 1000, 4);
        second.OnOutput("after"u8);
        second.Finish("exited");
        using var reader = second.Read(0);
        var buffer = new byte[100];
        var seen = new List<string>();
        while (await reader.ReadAsync(buffer, default) is var read && read != default)
            seen.Add(read.Missed != 0 ? $"missed {read.Missed}" : Encoding.ASCII.GetString(buffer, 0, read.Count));
        Assert.Equal(["before", "missed -1", "after"], seen);
    }

    private static async Task<(byte[] Bytes, long Missed)> ReadAllAsync(RecordingReader reader)
    {
        using var all = new MemoryStream();
        var (buffer, missed) = (new byte[700], 0L);
        while (await reader.ReadAsync(buffer, CancellationToken.None) is var read && read != default)
        {
            all.Write(buffer, 0, read.Count);
            missed += read.Missed;
        }

        return (all.ToArray(), missed);
    }
}
