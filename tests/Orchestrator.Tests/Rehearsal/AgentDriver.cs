using Orchestrator.Rehearsal;
using Orchestrator.Rehearsal.Input;
using Orchestrator.Rehearsal.Screen;
using Orchestrator.Rehearsal.Scripts;
using System.Text;

namespace Orchestrator.Tests.Rehearsal;

/// <summary>Plays an agent without a terminal, in virtual time, and keeps what it did.</summary>
internal sealed class AgentDriver
{
    private readonly InputDecoder _decoder = new();

    public AgentDriver(string script = "", string composer = "plain", string? firstPrompt = null, int incarnation = 1)
    {
        Agent = new RehearsalAgent(ScriptParser.Parse(script, "script", incarnation), ComposerQuirks.Parse(composer), Now);
        Agent.Start(firstPrompt, Now);
        Collect();
    }

    public RehearsalAgent Agent { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 14, 50, 30, TimeSpan.Zero);

    public List<RehearsalEffect> Effects { get; } = [];

    /// <summary>The bytes of every submitted prompt, as text.</summary>
    public string[] Submitted => Texts(RecordKind.Submitted);

    public string[] Lost => Texts(RecordKind.Lost);

    public string[] Printed => [.. Effects.OfType<RehearsalEffect.Print>().Select(print => print.Line)];

    public HookKind[] Hooks => [.. Effects.OfType<RehearsalEffect.Notify>().Select(notice => notice.Kind)];

    public string Title => LiveArea.Of(Agent, "dev", 80, Now).Title;

    public string Screen => string.Join('\n', LiveArea.Of(Agent, "dev", 80, Now).Rows);

    /// <summary>Sends bytes as the terminal would.</summary>
    public AgentDriver Send(string bytes)
    {
        foreach (var input in _decoder.Read(Encoding.UTF8.GetBytes(bytes)))
            Agent.Receive(input, Now);
        Collect();
        return this;
    }

    public AgentDriver Paste(string text) => Send($"\e[200~{text}\e[201~");

    /// <summary>Pastes and, once any composer takes it, presses Enter.</summary>
    public AgentDriver Prompt(string text) => Paste(text).After(2).Send("\r");

    /// <summary>Lets time pass, doing what falls due on the way.</summary>
    public AgentDriver After(double seconds)
    {
        var until = Now + TimeSpan.FromSeconds(seconds);
        while (Agent.NextDue is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            Agent.Advance(Now);
            Collect();
        }
        Now = until;
        return this;
    }

    public AgentDriver CommandEnds(int exitCode, params string[] lines)
    {
        foreach (var line in lines)
            Agent.CommandWrote(line);
        Agent.CommandEnded(exitCode, Now);
        Collect();
        return this;
    }

    private string[] Texts(RecordKind kind) =>
        [.. Effects.OfType<RehearsalEffect.Record>().Where(entry => entry.Kind == kind).Select(entry => Encoding.UTF8.GetString(entry.Bytes))];

    private void Collect() => Effects.AddRange(Agent.TakeEffects());
}
