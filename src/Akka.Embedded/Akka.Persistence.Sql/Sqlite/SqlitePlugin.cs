using Akka.Actor;
using Akka.Event;
using Settings = Akka.Configuration.Config;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>What journal and snapshot store have in common: the database, opened with the first request, and the serializers.</summary>
internal sealed class SqlitePlugin
{
    private readonly ExtendedActorSystem _system;
    private readonly ILoggingAdapter _log;
    private readonly SqliteSettings _settings;
    private readonly string? _serializerName;
    private SqliteDatabase? _database;
    private volatile bool _isClosed;

    public SqlitePlugin(IActorContext context, ILoggingAdapter log, Settings config, string defaultsPath)
    {
        _system = (ExtendedActorSystem)context.System;
        _log = log;
        var path = context.Self.Path.Name;
        var complete = config.WithFallback(SqlPersistence.DefaultConfiguration.GetConfig(defaultsPath));
        _settings = SqliteSettings.Read(path, complete);
        _serializerName = complete.GetString("serializer") is { Length: > 0 } name ? name : null;
    }

    /// <summary>The database. A failure to open it is the answer to this request; the next one tries again.</summary>
    /// <exception cref="ObjectDisposedException">The plugin has stopped.</exception>
    public SqliteDatabase Database => _isClosed ? throw new ObjectDisposedException(_settings.Key) : _database ??= Open();

    public void Close()
    {
        _isClosed = true;
        _database?.Release();
        _database = null;
    }

    public (byte[] Bytes, string Manifest, int SerializerId) Serialize(object payload)
    {
        var serializer = _system.Serialization.FindSerializerForType(payload.GetType(), _serializerName);
        return Akka.Serialization.Serialization.WithTransport(_system, (serializer, payload),
            static part => (part.serializer.ToBinary(part.payload), Akka.Serialization.Serialization.ManifestFor(part.serializer, part.payload), part.serializer.Identifier));
    }

    public object Deserialize(byte[] bytes, string? manifest, int serializerId) => _system.Serialization.Deserialize(bytes, serializerId, manifest ?? "");

    private SqliteDatabase Open()
    {
        try
        {
            return SqliteDatabase.Acquire(_settings, _system.Scheduler.Now, report => _log.Error("{0}", report));
        }
        catch (Exception failed)
        {
            var explained = SqliteErrors.WhileOpening(_settings.Key, failed);
            _log.Error(explained, "{0}", explained.Message);
            throw explained;
        }
    }
}
