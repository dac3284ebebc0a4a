using FsCheck;
using FsCheck.Fluent;
using System.Text;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class EndMarkerTests
{
    private static string Marker => Encoding.ASCII.GetString(EndMarker.Bytes);

    [Fact]
    public void The_marker_is_taken_out_and_nothing_else_however_it_is_cut()
    {
        var text = $"words \e[5n \e[5;2 \e\e[5{Marker}after\e[5;20251";
        for (var size = 1; size <= text.Length; size++)
        {
            var (received, hasCome) = Pass(text, size);
            Assert.Equal(text.Replace(Marker, "", StringComparison.Ordinal), received);
            Assert.True(hasCome);
        }
    }

    [Fact]
    public void Random_output_without_the_marker_passes_unchanged()
    {
        var text = Gen.OneOf(Gen.Elements("\e", "\e[5;", "\e[5;20251;1121", "n", "x"), Gen.Choose(1, 126).Select(c => ((char)c).ToString()))
            .ListOf().Select(string.Concat).Where(s => !s.Contains(Marker, StringComparison.Ordinal));
        Prop.ForAll(text.ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), (output, size) =>
            Assert.Equal((output, false), Pass(output, size))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_sink_that_has_enough_of_either_part_is_heard()
    {
        var marker = new EndMarker();
        Assert.False(marker.Pass(Encoding.ASCII.GetBytes($"a{Marker}b"), new FullAfter("a")));
        Assert.False(new EndMarker().Pass(Encoding.ASCII.GetBytes($"a{Marker}b"), new FullAfter("b")));
        Assert.True(new EndMarker().Pass(Encoding.ASCII.GetBytes($"a{Marker}b"), new FullAfter("c")));
    }

    private static (string Received, bool HasCome) Pass(string text, int size)
    {
        var (marker, sink) = (new EndMarker(), new RecordingSink());
        foreach (var chunk in Encoding.ASCII.GetBytes(text).Chunk(size)) marker.Pass(chunk, sink);
        marker.Flush(sink);
        return (sink.Text, marker.HasCome);
    }

    private sealed class FullAfter(string text) : IPaneOutputSink
    {
        public bool OnOutput(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes) != text;
    }
}
