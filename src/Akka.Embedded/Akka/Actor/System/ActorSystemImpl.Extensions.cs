#nullable disable
using Akka.Event;

namespace Akka.Actor.Internal;

internal sealed partial class ActorSystemImpl
{
    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        var created = _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this)));
        try
        {
            return created.Value;
        }
        catch
        {
            _extensions.TryRemove(extension.ExtensionType, out _); // the next who asks may have more luck
            throw;
        }
    }

    public override object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null;

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null;

    public override bool HasExtension(Type type) => typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var created) ? created.Value : null;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = (T)untyped;
        return found;
    }

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions", []))
        {
            var type = Type.GetType(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type) || type.IsAbstract)
            {
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }

            RegisterExtension((IExtensionId)Activator.CreateInstance(type));
        }
    }
}

/// <summary>What runs once all actors have ended.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Lock _lock = new();
    private readonly Stack<Action> _callbacks = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ran;

    public Task Done => _done.Task;

    public void Add(Action callback)
    {
        lock (_lock)
        {
            if (_ran) throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(callback);
        }
    }

    public void Run(Event.ILoggingAdapter log)
    {
        lock (_lock) _ran = true;
        while (_callbacks.TryPop(out var callback))
        {
            try
            {
                callback();
            }
            catch (Exception thrown)
            {
                Event.LoggingExtensions.Error(log, thrown, "A callback of the system's end failed");
            }
        }

        _done.TrySetResult();
    }
}
