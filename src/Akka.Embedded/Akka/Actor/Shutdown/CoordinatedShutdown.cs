#nullable disable
using Akka.Configuration;
using Akka.Event;
using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>
/// The orderly end of a process: phases one after the other, the tasks of a phase side by side. Runs once, whoever asks.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    private readonly ConcurrentDictionary<string, List<(string Name, Func<Task<Done>> Task)>> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Phase> _phases;
    private readonly List<string> _ordered;
    private readonly ILoggingAdapter _log;
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, Phase> phases)
    {
        System = system;
        _phases = phases;
        _ordered = Phase.Sort(phases);
        _log = Logging.GetLogger(system, GetType());
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why it runs; null before.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The time limits of all phases together.</summary>
    public TimeSpan TotalTimeout => _ordered.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase. One that is added while its phase runs or after it never runs.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.ContainsKey(phase))
        {
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", _phases.Keys)}]. "
                + "All phases (along with their optional dependencies) must be defined in configuration.");
        }

        var tasks = _tasks.GetOrAdd(phase, _ => []);
        lock (tasks) tasks.Add((taskName, task));
    }

    /// <summary>The time limit of a phase.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => _phases.TryGetValue(phase, out var found)
        ? found.Timeout
        : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    /// <summary>Runs the phases, all or those from <paramref name="fromPhase"/> on. A second call only waits for the first.</summary>
    /// <returns>Completes after the last phase; fails when a phase failed that may not be recovered.</returns>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null) _ = RunPhases(fromPhase);
        return _done.Task;
    }

    private async Task RunPhases(string fromPhase)
    {
        await Task.Yield();
        try
        {
            var phases = fromPhase is null ? _ordered : _ordered.SkipWhile(p => p != fromPhase);
            foreach (var phase in phases) await RunPhase(phase, _phases[phase]).ConfigureAwait(false);
            _done.TrySetResult(Done.Instance);
        }
        catch (Exception thrown)
        {
            _done.TrySetException(thrown);
        }
    }

    private async Task RunPhase(string name, Phase phase)
    {
        if (!phase.Enabled)
        {
            if (_tasks.ContainsKey(name)) _log.Info("Phase [{0}] disabled through configuration, skipping tasks.", name);
            return;
        }

        if (!_tasks.TryGetValue(name, out var registered)) return;
        (string Name, Func<Task<Done>> Task)[] tasks;
        lock (registered) tasks = [.. registered];
        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Length, string.Join(", ", tasks.Select(t => t.Name)));
        var all = Task.WhenAll(tasks.Select(t => RunTask(name, phase, t.Name, t.Task)));
        try
        {
            await all.WaitAsync(phase.Timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!all.IsCompleted)
        {
            if (!phase.Recover) throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
    }

    private async Task RunTask(string phaseName, Phase phase, string name, Func<Task<Done>> task)
    {
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception thrown) when (phase.Recover)
        {
            _log.Warning(thrown, "Task [{0}] failed in phase [{1}]: {2}", name, phaseName, thrown.Message);
        }
    }
}
