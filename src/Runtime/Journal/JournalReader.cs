using Microsoft.Data.Sqlite;

namespace Orchestrator.Runtime.Journal;

/// <summary>One stored event.</summary>
/// <param name="Sequence">Its place in the whole journal; grows, with gaps.</param>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="SequenceNr">Its number among that actor's events, from 1.</param>
/// <param name="Created">When it was written.</param>
/// <param name="Manifest">The name of its type, e.g. <c>agent.message-queued.v1</c>.</param>
/// <param name="Payload">What the serializer made of it: JSON.</param>
public sealed record JournalRow(long Sequence, string PersistenceId, long SequenceNr, DateTimeOffset Created, string Manifest, byte[] Payload);

/// <summary>Reads stored events beside the actors that write them, for people and programs. Never writes.</summary>
/// <remarks>The tables are those of Akka.Persistence.Sql, which both engines keep.</remarks>
/// <param name="databasePath">The SQLite file; it must have been written to.</param>
public sealed class JournalReader(string databasePath)
{
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = databasePath,
        Mode = SqliteOpenMode.ReadOnly,
        Cache = SqliteCacheMode.Private,
    }.ToString();

    static JournalReader() => SQLitePCL.Batteries_V2.Init();

    /// <summary>The place of the newest event; 0 when there is none.</summary>
    public long LastSequence()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(ordering), 0) FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The place right before the first event that was written at that time or later.</summary>
    public long SequenceBefore(DateTimeOffset time)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE((SELECT MIN(ordering) - 1 FROM journal WHERE created >= $time), (SELECT MAX(ordering) FROM journal), 0)";
        command.Parameters.AddWithValue("$time", time.UtcTicks);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The events after a place, oldest first.</summary>
    /// <param name="sequence">The place; 0 for all.</param>
    /// <param name="max">At most so many.</param>
    public IReadOnlyList<JournalRow> ReadAfter(long sequence, int max) =>
        Read("deleted = 0 AND ordering > $place ORDER BY ordering LIMIT $max", ("$place", sequence), ("$max", max));

    /// <summary>The events of one actor with certain names, oldest first.</summary>
    public IReadOnlyList<JournalRow> ReadOf(string persistenceId, params IReadOnlyList<string> manifests) =>
        Read($"deleted = 0 AND persistence_id = $id AND {Among(manifests)} ORDER BY sequence_number", [("$id", persistenceId), .. Numbered(manifests)]);

    /// <summary>The events with certain names before a place, newest first.</summary>
    /// <param name="sequence">The place; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="manifests">Their names.</param>
    public IReadOnlyList<JournalRow> ReadBefore(long sequence, int max, params IReadOnlyList<string> manifests) =>
        Read($"deleted = 0 AND ordering < $place AND {Among(manifests)} ORDER BY ordering DESC LIMIT $max", [("$place", sequence), ("$max", max), .. Numbered(manifests)]);

    /// <summary>The events of one actor before one of its numbers, newest first.</summary>
    /// <param name="persistenceId">Whose.</param>
    /// <param name="sequenceNr">The number; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="max">At most so many.</param>
    public IReadOnlyList<JournalRow> ReadOfBefore(string persistenceId, long sequenceNr, int max) =>
        Read("deleted = 0 AND persistence_id = $id AND sequence_number < $place ORDER BY sequence_number DESC LIMIT $max", ("$id", persistenceId), ("$place", sequenceNr), ("$max", max));

    private static string Among(IReadOnlyList<string> manifests) => $"manifest IN ({string.Join(", ", manifests.Select((_, i) => $"$m{i}"))})";

    private static IEnumerable<(string, object)> Numbered(IReadOnlyList<string> manifests) => manifests.Select((m, i) => ($"$m{i}", (object)m));

    private List<JournalRow> Read(string condition, params (string Name, object Value)[] parameters)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the condition is one of the constants above; values are parameters
        command.CommandText = $"SELECT ordering, persistence_id, sequence_number, created, manifest, message FROM journal WHERE {condition}";
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read())
        {
            rows.Add(new JournalRow(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                reader.IsDBNull(4) ? "" : reader.GetString(4), (byte[])reader.GetValue(5)));
        }
        return rows;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        using var patience = connection.CreateCommand();
        patience.CommandText = "PRAGMA busy_timeout = 5000";
        patience.ExecuteNonQuery();
        return connection;
    }
}
