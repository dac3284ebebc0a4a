using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Microsoft.Data.Sqlite;

namespace Akka.Embedded.Tests.Sql;

/// <summary>A directory of its own with a database in it, and actor systems on it.</summary>
public abstract class SqlFixture : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _directory = Directory.CreateTempSubdirectory("akka-sql-").FullName;

    protected string File => Path.Combine(_directory, "journal.db");

    protected string[] FilesBeside => [.. Directory.GetFiles(_directory).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    protected ActorSystem StartSystem(string more = "") => ActorSystem.Create("sql", ConfigurationFactory.ParseString($$"""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.persistence.journal.plugin = "akka.persistence.journal.sql"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
        akka.persistence.journal.sql {
          class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
          provider-name = "SQLite.MS"
          connection-string = "Data Source={{File}}"
        }
        akka.persistence.snapshot-store.sql {
          class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
          provider-name = "SQLite.MS"
          connection-string = "Data Source={{File}}"
        }
        {{more}}
        """));

    protected async Task<T> WithSystem<T>(Func<ActorSystem, Task<T>> use, string more = "")
    {
        var system = StartSystem(more);
        try
        {
            return await use(system);
        }
        finally
        {
            await system.Terminate();
        }
    }

    protected List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join("|", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        return rows;
    }

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Stores each string it gets, answers "stored" with the number, and keeps what it has replayed.</summary>
public sealed class Notebook : ReceivePersistentActor
{
    private readonly List<string> _notes = [];

    public Notebook(string id)
    {
        PersistenceId = id;
        Recover<string>(_notes.Add);
        Recover<SnapshotOffer>(offer => _notes.AddRange((string[])offer.Snapshot));
        Command<string>(note => Persist(note, stored =>
        {
            _notes.Add(stored);
            Sender.Tell(LastSequenceNr);
        }));
        Command<string[]>(notes =>
        {
            var left = notes.Length;
            PersistAll(notes, stored =>
            {
                _notes.Add(stored);
                if (--left == 0)
                    Sender.Tell(LastSequenceNr);
            });
        });
        Command<Read>(_ => Sender.Tell(_notes.ToArray()));
        Command<Shorten>(shorten =>
        {
            _asker = Sender;
            DeleteMessages(shorten.To);
        });
        Command<Keep>(_ =>
        {
            _asker = Sender;
            SaveSnapshot(_notes.ToArray());
        });
        Command<DeleteMessagesSuccess>(done => _asker.Tell(done));
        Command<DeleteMessagesFailure>(failed => _asker.Tell(failed));
        Command<SaveSnapshotSuccess>(done => _asker.Tell(done));
        Command<SaveSnapshotFailure>(failed => _asker.Tell(failed));
    }

    public override string PersistenceId { get; }

    private IActorRef? _asker;

    public static Props Props(string id) => Actor.Props.Create(() => new Notebook(id));

    public sealed record Read;

    public sealed record Keep;

    public sealed record Shorten(long To);
}
