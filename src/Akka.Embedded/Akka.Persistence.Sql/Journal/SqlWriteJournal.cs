using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Sqlite;
using System.Collections.Immutable;
using Settings = Akka.Configuration.Config;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Keeps events in SQLite, in the tables of Akka.Persistence.Sql.</summary>
/// <remarks>Writes of all actors that wait at the same time share one commit; none is answered before it. See docs/decisions/0004-persistence.md.</remarks>
public class SqlWriteJournal : AsyncWriteJournal
{
    private readonly SqlitePlugin _plugin;

    /// <summary>A journal with the settings of its section; missing ones are those of <c>akka.persistence.journal.sql</c>.</summary>
    /// <exception cref="ConfigurationException">No connection string, or another database than SQLite.</exception>
    public SqlWriteJournal(Settings journalConfig) =>
        _plugin = new SqlitePlugin(Context, Context.GetLogger(), journalConfig, "akka.persistence.journal.sql");

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        _plugin.Database.ReadAsync(session => session.HighestSequenceNr(persistenceId));

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        _plugin.Database.ReadAsync(session =>
        {
            session.Read(persistenceId, fromSequenceNr, toSequenceNr, max, row => recoveryCallback(Represent(row)));
            return Done.Instance;
        });

    /// <inheritdoc />
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var rows = new List<JournalRow>();
        ImmutableList<Exception?>.Builder? refused = null;
        var index = 0;
        foreach (var write in messages)
        {
            var before = rows.Count;
            try
            {
                foreach (var e in (IImmutableList<IPersistentRepresentation>)write.Payload)
                    rows.Add(Row(e));
            }
            catch (Exception failed)
            {
                rows.RemoveRange(before, rows.Count - before);
                refused ??= Enumerable.Repeat<Exception?>(null, index).ToImmutableList().ToBuilder();
                refused.Add(failed);
                index++;
                continue;
            }
            refused?.Add(null);
            index++;
        }
        var isAlone = !Cell.Mailbox.MessageQueue.HasMessages; // nothing else that could share the commit
        return WriteAsync(_plugin.Database, rows, isAlone, refused?.ToImmutable());
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _plugin.Database.WriteAsync(session => session.DeleteTo(persistenceId, toSequenceNr));

    /// <inheritdoc />
    protected override void PostStop()
    {
        _plugin.Close();
        base.PostStop();
    }

    private static async Task<IImmutableList<Exception>> WriteAsync(SqliteDatabase database, List<JournalRow> rows, bool isAlone, ImmutableList<Exception?>? refused)
    {
        if (rows.Count > 0)
            await (isAlone ? database.WriteNowAsync(Insert) : database.WriteAsync(Insert)).ConfigureAwait(false);
        return refused!;

        void Insert(SqliteSession session)
        {
            foreach (var row in rows)
                session.Insert(row);
        }
    }

    private JournalRow Row(IPersistentRepresentation e)
    {
        var (payload, tags) = e.Payload is Tagged tagged ? (tagged.Payload, (IReadOnlyCollection<string>)tagged.Tags) : (e.Payload, []);
        var (bytes, manifest, serializerId) = _plugin.Serialize(payload);
        return new JournalRow(e.PersistenceId, e.SequenceNr, e.Timestamp, bytes, manifest, serializerId, e.WriterGuid, tags);
    }

    private Persistent Represent(in JournalRow row) => new(
        _plugin.Deserialize(row.Message, row.Manifest, row.SerializerId),
        row.SequenceNr, row.PersistenceId, row.Manifest, isDeleted: false, ActorRefs.NoSender, row.Writer, row.Created);
}
