using Orchestrator.Commands.Shared;
using Orchestrator.Mcp;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Mcp;

public sealed class ToolArgumentsTests
{
    [Fact]
    public void A_text_that_was_cut_within_a_character_is_refused_in_words()
    {
        using var arguments = JsonDocument.Parse("""{"to":"shop:tester","text":"cut \ud83d"}""");

        var refused = Assert.Throws<CommandFailure>(() => ToolArguments.Check(ToolCatalog.Find("send_message")!, arguments.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value))));

        Assert.Contains("\"text\" holds half of a character", refused.Message, StringComparison.Ordinal);
    }
}
