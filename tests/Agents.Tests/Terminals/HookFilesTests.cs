using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Terminals;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

public sealed class HookFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-hooks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(HookKind.None)]
    [InlineData(HookKind.Environment)]
    public void A_kind_without_a_file_needs_none(HookKind kind)
    {
        Assert.Null(new HookFiles(_folder.FullName).Prepare(kind));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Claudes_file_has_a_command_for_each_event_and_is_mended_when_it_was_changed()
    {
        var files = new HookFiles(_folder.FullName);
        var path = files.Prepare(HookKind.ClaudeSettings)!;
        var written = File.ReadAllText(path);
        var hooks = JsonDocument.Parse(written).RootElement.GetProperty("hooks");
        Assert.Contains(hooks.EnumerateObject(), e => e.Name == "UserPromptSubmit");
        Assert.All(hooks.EnumerateObject(), e => Assert.Equal("orc hook", e.Value[0].GetProperty("hooks")[0].GetProperty("command").GetString()));

        File.WriteAllText(path, "of another version");
        Assert.Equal(path, files.Prepare(HookKind.ClaudeSettings));
        Assert.Equal(written, File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }
}
