using Orchestrator.Api;
using Orchestrator.Api.Contracts;
using Orchestrator.Hooks;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Hooks;

public sealed class HookTests
{
    [Theory]
    [InlineData("""{"hook_event_name":"SessionStart","session_id":"s","source":"startup"}""", "session_started", null, null)]
    [InlineData("""{"hook_event_name":"UserPromptSubmit","session_id":"s","prompt":"[x#1 from user]\nhi"}""", "prompt_submitted", "[x#1 from user]\nhi", null)]
    [InlineData("""{"hook_event_name":"Stop","session_id":"s","stop_hook_active":false}""", "turn_ended", null, null)]
    [InlineData("""{"hook_event_name":"StopFailure","session_id":"s","error":"rate_limit"}""", "turn_failed", null, "rate_limit")]
    [InlineData("""{"hook_event_name":"PermissionRequest","session_id":"s","tool_name":"Bash","tool_input":{}}""", "permission_asked", null, "Bash")]
    [InlineData("""{"hook_event_name":"SessionEnd","session_id":"s","reason":"exit"}""", "session_ended", null, "exit")]
    public void A_clis_event_is_told_in_our_words(string payload, string said, string? prompt, string? text)
    {
        var request = HookPayload.Read(Encoding.UTF8.GetBytes(payload))!;

        Assert.Equal((said, prompt, "s", text), (request.Event, request.Prompt, request.SessionId, request.Text));
    }

    [Theory]
    [InlineData("""cut \ud83d""", "cut \ufffd")]
    [InlineData("""\udE80 \ud83d\ude80 \\ud83d""", "\ufffd 🚀 \\ud83d")]
    public void A_prompt_that_was_cut_within_a_character_is_told_with_that_one_replaced(string prompt, string told) =>
        Assert.Equal(told, HookPayload.Read(Encoding.UTF8.GetBytes($$"""{"hook_event_name":"UserPromptSubmit","prompt":"{{prompt}}"}"""))!.Prompt);

    [Fact]
    public void A_request_is_read_by_the_daemon_as_it_was_written()
    {
        var whole = new HookRequest("permission_asked", "日本語 🎉 \"\\\u0001", "s", "text", "Bash", "git push", "/w/a b.cs", Answers: true);
        Assert.All(typeof(HookRequest).GetProperties().Where(p => p.GetMethod!.IsPublic), p => Assert.NotNull(p.GetValue(whole))); // a field more is written too

        foreach (var request in new[] { whole, new HookRequest("turn_ended") })
            Assert.Equal(request, JsonSerializer.Deserialize(HookPayload.ToBytes(request), ApiJson.Default.HookRequest));
    }

    [Theory]
    [InlineData(""","stop_hook_active":false""", true)]
    [InlineData(""","stop_hook_active":true""", false)]
    [InlineData("", false)]
    public void Only_a_turn_that_has_not_been_made_to_go_on_is_offered(string fields, bool isOffered) =>
        Assert.Equal(isOffered, HookPayload.Read(Encoding.UTF8.GetBytes("""{"hook_event_name":"Stop" """ + fields + "}"))!.Answers);

    [Theory]
    [InlineData("""{"tool_name":"Bash","tool_input":{"command":"git push","description":"x"}}""", "Bash", "git push", null)]
    [InlineData("""{"tool_name":"Edit","tool_input":{"file_path":"/w/a.cs","old_string":"a"}}""", "Edit", null, "/w/a.cs")]
    [InlineData("""{"tool_name":"NotebookEdit","tool_input":{"notebook_path":"/w/a.ipynb"}}""", "NotebookEdit", null, "/w/a.ipynb")]
    [InlineData("""{"tool_name":"Bash","tool_input":{"command":"git push","dangerouslyDisableSandbox":true}}""", "Bash(unsandboxed)", "git push", null)]
    [InlineData("""{"tool_name":"Bash","tool_input":{"command":["git","push"]}}""", null, null, null)]
    [InlineData("""{"tool_name":"Bash","tool_input":"git push"}""", null, null, null)]
    public void What_a_tool_is_to_do_is_told_for_the_rules(string fields, string? tool, string? command, string? path)
    {
        var request = HookPayload.Read(Encoding.UTF8.GetBytes("""{"hook_event_name":"PermissionRequest",""" + fields[1..]))!;

        Assert.Equal((tool, command, path, tool is not null), (request.Tool, request.Command, request.Path, request.Answers));
    }

    [Theory]
    [InlineData("""{"decision":"allow","reason":"rule 1"}""", """{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}""")]
    [InlineData("""{"decision":"ask","reason":"no rule is about it"}""", null)]
    [InlineData("""{"decision":"continue","reason":"[x#2 from user]\nNext."}""", """{"decision":"block","reason":"[x#2 from user]\nNext."}""")]
    [InlineData("""{"done":true}""", null)]
    [InlineData("{}", null)]
    public void A_decision_is_told_to_the_cli_in_its_words_and_without_one_nothing(string answer, string? told) =>
        Assert.Equal(told, HookPayload.Decision(Encoding.UTF8.GetBytes(answer)));

    [Theory]
    [InlineData("""{"hook_event_name":"PreToolUse"}""")]
    [InlineData("""{"hook_event_name":7}""")]
    [InlineData("{}")]
    public void What_says_nothing_to_us_is_passed_over(string payload) => Assert.Null(HookPayload.Read(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    public void A_payload_that_cannot_be_used_is_said_and_does_not_break_the_agent(string payload)
    {
        var error = new StringWriter();

        Assert.Equal(0, HookVerb.Run(new MemoryStream(Encoding.UTF8.GetBytes(payload)), () => TextWriter.Null, () => error, OfAnAgent("/nowhere")));
        Assert.Contains("cannot be used", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_of_10_MB_is_read_to_its_end_and_refused()
    {
        using var input = new MemoryStream(new byte[10 << 20]);
        var error = new StringWriter();

        Assert.Equal(0, HookVerb.Run(input, () => TextWriter.Null, () => error, OfAnAgent("/nowhere")));
        Assert.Equal(input.Length, input.Position);
        Assert.Contains("larger than 4 MiB", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_daemon_or_an_agent_nothing_is_told_and_nothing_breaks()
    {
        var stop = Encoding.UTF8.GetBytes("""{"hook_event_name":"Stop"}""");

        Assert.Equal(0, HookVerb.Run(new MemoryStream(stop), () => TextWriter.Null, () => TextWriter.Null, OfAnAgent("/nowhere")));
        Assert.Equal(0, HookVerb.Run(new MemoryStream(stop), () => TextWriter.Null, () => TextWriter.Null, _ => null));
    }

    [Fact]
    public async Task The_daemon_is_told_who_speaks_and_what()
    {
        var socket = Path.Combine(Directory.CreateTempSubdirectory("orc-hook-").FullName, "api.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        var heard = Task.Run(async () =>
        {
            using var connection = await listener.AcceptAsync();
            var text = "";
            for (var chunk = new byte[4096]; !text.EndsWith('}');)
                text += Encoding.UTF8.GetString(chunk, 0, await connection.ReceiveAsync(chunk));
            await connection.SendAsync("HTTP/1.1 202 Accepted\r\n\r\n"u8.ToArray());
            return text;
        });

        Assert.NotNull(HookPost.TrySend(socket, new Identity("shop:developer", "3", "secret"), JsonSerializer.SerializeToUtf8Bytes(new { @event = "turn_ended" })));

        var request = await heard;
        Assert.StartsWith("POST /v1/hooks HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer secret\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Orc-Target: shop:developer\r\nX-Orc-Incarnation: 3\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("""{"event":"turn_ended"}""", request, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(socket)!, recursive: true);
    }

    private static Func<string, string?> OfAnAgent(string home) => name => name switch
    {
        "ORC_HOME" => home,
        "ORC_TOKEN" => "token",
        "ORC_TARGET" => "shop:developer",
        "ORC_INCARNATION" => "1",
        _ => null,
    };
}
