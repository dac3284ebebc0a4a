namespace Akka.Persistence.Sql.Sqlite;

/// <summary>One stored event.</summary>
/// <param name="PersistenceId">Whose.</param>
/// <param name="SequenceNr">Its number.</param>
/// <param name="Created">When it was written, in ticks (UTC).</param>
/// <param name="Message">What the serializer made.</param>
/// <param name="Manifest">What the serializer needs to read it.</param>
/// <param name="SerializerId">Which serializer.</param>
/// <param name="Writer">The incarnation that wrote it.</param>
/// <param name="Tags">Its tags.</param>
internal readonly record struct JournalRow(
    string PersistenceId, long SequenceNr, long Created, byte[] Message, string? Manifest, int SerializerId, string? Writer, IReadOnlyCollection<string> Tags);

/// <summary>One stored snapshot.</summary>
internal sealed record SnapshotRow(string PersistenceId, long SequenceNr, long Created, byte[] Snapshot, string? Manifest, int SerializerId);
