using Orchestrator.Agents.Specs;
using System.Text;
using Xunit;

namespace Orchestrator.Agents.Tests.Specs;

public sealed class SpecReaderTests : IDisposable
{
    private const long Limit = 1 << 20;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("spec-reader");

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(byte[] content)
    {
        var path = Path.Combine(_directory.FullName, "spec.md");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static SpecError Refused(string path)
    {
        var error = Assert.Single(SpecReader.Read(path, Limit).Errors);
        Assert.Equal(path, error.Source);
        Assert.NotEmpty(error.Hint);
        return error;
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read()
    {
        var result = SpecReader.Read(Write([0xEF, 0xBB, 0xBF, .. "---\nname: shop\n---\nGOAL: größer ✓\n"u8]), Limit);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        Assert.Equal("größer ✓", result.Spec.Goal);
        Assert.Equal("shop", result.Spec.Settings.Name?.Value.Value);
    }

    [Fact]
    public void What_is_not_there_or_no_file_is_refused()
    {
        Assert.Contains("does not exist", Refused(Path.Combine(_directory.FullName, "none.md")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused(Path.Combine(_directory.FullName, "no", "where.md")).Message, StringComparison.Ordinal);
        Assert.Contains("directory", Refused(_directory.FullName).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused("a\0b").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_megabytes_are_refused_unread()
    {
        var path = Path.Combine(_directory.FullName, "large.md");
        using (var file = File.Create(path))
            file.SetLength(10L << 40); // sparse: whoever read it would not come back
        Assert.Contains("at most 1,048,576 bytes", Refused(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_without_an_end_is_read_to_the_limit_only() =>
        Assert.Contains("too large", Refused("/dev/zero").Message, StringComparison.Ordinal);

    [Fact]
    public void The_limit_itself_is_read()
    {
        var path = Write(Encoding.ASCII.GetBytes("GOAL: g\n".PadRight((int)Limit)));
        Assert.True(SpecReader.Read(path, Limit).IsValid);
        Assert.False(SpecReader.Read(path, Limit - 1).IsValid);
    }

    [Fact]
    public void Binary_data_is_refused_with_the_place()
    {
        Assert.Equal((2, "The spec is not text: byte 10 is a NUL byte."), At(Write([.. "GOAL: g\nx"u8, 0, .. "y"u8])));
        Assert.Equal((3, "The spec is not text: byte 11 is no UTF-8."), At(Write([.. "GOAL: g\n\nx"u8, 0xC3, 0x28])));
        Assert.Contains("UTF-16", Refused(Write(Encoding.Unicode.GetPreamble())).Message, StringComparison.Ordinal);
        static (int, string) At(string path) => Refused(path) is var e ? (e.Line, e.Message) : default;
    }

    [Fact]
    public void A_projects_name_comes_from_the_strongest_source()
    {
        var spec = SpecParser.Parse("---\nname: front\n---\nPROJECT: Web Shop\nGOAL: g\n", "spec.md").Spec!;
        var plain = spec with { Settings = SpecSettings.None };
        Assert.Equal("given", Name("given", spec));
        Assert.Equal("front", Name(null, spec));
        Assert.Equal("web-shop", Name(null, plain));
        Assert.Equal("my-dir", Name(null, plain with { Project = null }));
        Assert.Equal("my-dir", Name(null, plain with { Project = "日本語" }));
        Assert.Contains("Write \"a-b\"", ProjectNaming.Resolve("a:b", spec, "/x/My Dir", out _)!.Message, StringComparison.Ordinal);
        Assert.Contains("--name", ProjectNaming.Resolve(null, plain with { Project = null }, "/", out _)!.Hint, StringComparison.Ordinal);

        static string Name(string? option, Spec spec)
        {
            Assert.Null(ProjectNaming.Resolve(option, spec, "/x/My Dir/", out var name));
            return name.Value;
        }
    }
}
