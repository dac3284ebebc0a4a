using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Journal;
using System.Text;

namespace Akka.Persistence.Hosting;

/// <summary>Collects the event adapters of one journal.</summary>
public sealed class AkkaPersistenceJournalBuilder
{
    private readonly string _journalId;
    private readonly AkkaConfigurationBuilder? _builder;
    private readonly Dictionary<string, Type> _adapters = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, HashSet<string>> _bindings = [];

    /// <summary>A builder whose adapters become part of a journal's options.</summary>
    internal AkkaPersistenceJournalBuilder() => _journalId = "";

    /// <summary>A builder for the journal <c>akka.persistence.journal.{journalId}</c>.</summary>
    public AkkaPersistenceJournalBuilder(string journalId, AkkaConfigurationBuilder builder)
    {
        _journalId = journalId;
        _builder = builder;
    }

    /// <summary>Adds an adapter for both ways.</summary>
    public AkkaPersistenceJournalBuilder AddEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes) where TAdapter : IEventAdapter =>
        Add<TAdapter>(eventAdapterName, boundTypes);

    /// <summary>Adds an adapter for events on their way from the journal.</summary>
    public AkkaPersistenceJournalBuilder AddReadEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes) where TAdapter : IReadEventAdapter =>
        Add<TAdapter>(eventAdapterName, boundTypes);

    /// <summary>Adds an adapter for events on their way to the journal.</summary>
    public AkkaPersistenceJournalBuilder AddWriteEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes) where TAdapter : IWriteEventAdapter =>
        Add<TAdapter>(eventAdapterName, boundTypes);

    internal void Build()
    {
        var text = new StringBuilder();
        AppendTo(text);
        if (text.Length > 0)
            _builder?.AddHocon(ConfigurationFactory.ParseString($"akka.persistence.journal.{_journalId} {{\n{text}}}"), HoconAddMode.Prepend);
    }

    internal void AppendTo(StringBuilder text)
    {
        if (_adapters.Count == 0)
            return;
        text.AppendLine("event-adapters {");
        foreach (var (name, type) in _adapters)
            text.AppendLine($"  {name.ToHocon()} = {TypeName(type)}");
        text.AppendLine("}").AppendLine("event-adapter-bindings {");
        foreach (var (type, names) in _bindings)
            text.AppendLine($"  {TypeName(type)} = [{string.Join(", ", names.Select(name => name.ToHocon()))}]");
        text.AppendLine("}");
    }

    private AkkaPersistenceJournalBuilder Add<TAdapter>(string name, IEnumerable<Type> boundTypes)
    {
        _adapters[name] = typeof(TAdapter);
        foreach (var type in boundTypes)
        {
            if (!_bindings.TryGetValue(type, out var names))
                _bindings[type] = names = new HashSet<string>(StringComparer.Ordinal);
            names.Add(name);
        }
        return this;
    }

    private static string TypeName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}".ToHocon();
}
