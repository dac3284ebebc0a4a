using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

public class SizeTextTests
{
    [Theory]
    [InlineData("512B", 512)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData(" 10 mb ", 10_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    public void A_number_with_a_unit_is_a_size(string text, long expected)
    {
        Assert.True(SizeText.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("MiB")]
    [InlineData("-1B")]
    [InlineData("1.5MiB")]
    [InlineData("1k")]
    [InlineData("9999999999GiB")]
    [InlineData("99999999999999999999B")]
    public void Anything_else_is_refused(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Theory]
    [InlineData(1 << 20, "1MiB")]
    [InlineData(1536, "1536B")]
    [InlineData(0, "0B")]
    public void A_size_is_written_as_it_can_be_read(long bytes, string text) => Assert.Equal(text, SizeText.Format(bytes));
}
