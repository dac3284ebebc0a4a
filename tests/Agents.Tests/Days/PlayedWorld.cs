using Orchestrator.Agents.Messaging;
using System.Collections.Concurrent;

namespace Orchestrator.Agents.Tests.Days;

/// <summary>What outlives a daemon: the agents' processes, what they were given, and the account they are billed to.</summary>
internal sealed class PlayedWorld(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<AgentTarget, PlayedProcess> _processes = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _limits = [];
    private readonly ConcurrentDictionary<AgentTarget, bool> _looking = new();
    private long _happened;

    /// <summary>Every prompt that was submitted, in order.</summary>
    public ConcurrentQueue<GivenPrompt> Given { get; } = new();

    /// <summary>Every turn that a usage limit cut off.</summary>
    public ConcurrentQueue<(AgentTarget Agent, DateTimeOffset At)> CutOff { get; } = new();

    /// <summary>What was logged as an error: nothing may be.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Grows with whatever happens.</summary>
    public long Happened => Interlocked.Read(ref _happened);

    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Limits
    {
        get
        {
            lock (_lock) return [.. _limits];
        }
    }

    /// <summary>Whether no agent compares its screen and git with how they were: a look ends with an event.</summary>
    public bool IsNobodyLooking => _looking.IsEmpty;

    public void Looks(AgentTarget agent)
    {
        _looking[agent] = true;
        Happens();
    }

    public void LooksNoMore(AgentTarget agent) => _looking.TryRemove(agent, out _);

    public void Happens() => Interlocked.Increment(ref _happened);

    public void LimitFrom(DateTimeOffset from, DateTimeOffset until)
    {
        lock (_lock) _limits.Add((from, until));
    }

    /// <summary>The process of an agent, begun when it is first asked for.</summary>
    public (PlayedProcess Process, bool WasThere) ProcessOf(AgentTarget agent)
    {
        lock (_lock)
        {
            if (_processes.TryGetValue(agent, out var there)) return (there, true);
            return (_processes[agent] = new PlayedProcess(), false);
        }
    }

    /// <summary>A prompt is submitted, unless it was before.</summary>
    public void Submit(Message message, PlayedProcess process, DateTimeOffset now, TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (process.Last == message.Id) return; // the pane's option says so
            process.Last = message.Id;
            process.Screen = $"❯ {message.Id}";
            process.BusyUntil = now + TimeSpan.FromSeconds(_random.Next(5, 600));
        }

        Given.Enqueue(new GivenPrompt(message, now, elapsed));
        Happens();
    }

    /// <summary>A turn ends: by its limit, where there is one by then.</summary>
    /// <returns>When the limit ends.</returns>
    public DateTimeOffset? EndTurn(AgentTarget agent, PlayedProcess process, DateTimeOffset now)
    {
        lock (_lock)
        {
            process.BusyUntil = null;
            var limit = _limits.FindIndex(l => l.From <= now && now < l.Until);
            process.Screen += limit < 0 ? "\n● done" : "\n⎿ limit";
            process.LimitedUntil = limit < 0 ? null : _limits[limit].Until;
        }

        if (process.LimitedUntil is not null) CutOff.Enqueue((agent, now));
        Happens();
        return process.LimitedUntil;
    }
}

/// <summary>An agent's process as the world has it.</summary>
internal sealed class PlayedProcess
{
    public string? Last { get; set; }

    public string Screen { get; set; } = "";

    public DateTimeOffset? BusyUntil { get; set; }

    public DateTimeOffset? LimitedUntil { get; set; }
}

/// <summary>A prompt that was submitted.</summary>
/// <param name="Message">What it was.</param>
/// <param name="At">When, as the clock had it.</param>
/// <param name="Elapsed">When, since the day began, whatever the clock was set to.</param>
internal sealed record GivenPrompt(Message Message, DateTimeOffset At, TimeSpan Elapsed);
