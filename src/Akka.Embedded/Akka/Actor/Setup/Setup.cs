#nullable disable
using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>Settings given in code, for one part of a system.</summary>
public abstract class Setup
{
    /// <summary>Together with another.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

/// <summary>All settings given in code: one of each type.</summary>
public sealed class ActorSystemSetup
{
    /// <summary>None.</summary>
    public static readonly ActorSystemSetup Empty = new([]);

    private readonly Dictionary<Type, Setup> _setups;

    private ActorSystemSetup(Dictionary<Type, Setup> setups) => _setups = setups;

    /// <summary>From settings; the last of a type counts.</summary>
    public static ActorSystemSetup Create(params Setup[] setup)
    {
        var setups = new Dictionary<Type, Setup>();
        foreach (var each in setup) setups[each.GetType()] = each;
        return new ActorSystemSetup(setups);
    }

    /// <summary>The settings of a type.</summary>
    public Option<T> Get<T>() where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;

    /// <summary>With settings that take the place of those of the same type.</summary>
    public ActorSystemSetup WithSetup<T>(T setup) where T : Setup =>
        new(new Dictionary<Type, Setup>(_setups) { [setup.GetType()] = setup });

    /// <summary>With settings that take the place of those of the same type.</summary>
    public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSystemSetup({string.Join(",", _setups.Keys.Select(t => t.FullName))})";
}
