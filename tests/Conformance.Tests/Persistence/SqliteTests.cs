using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Sql.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using System.Threading.Channels;
using Xunit;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>The SQL journal and snapshot store on a file, through hosts that start and stop.</summary>
public sealed class SqliteTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("conformance-sql-").FullName;

    private string File => Path.Combine(_directory, "journal.db");

    [Fact]
    public async Task Events_and_snapshots_outlive_the_system()
    {
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            var actor = system.ActorOf(Recorder.Props("a", inbox.Receiver));
            actor.Tell("all 1 2");
            actor.Tell("snapshot state");
            await Until(inbox, "saved 2");
            actor.Tell("persist 3");
            await Until(inbox, "stored 3 3");
        });
        var seen = new List<string>();
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            system.ActorOf(Recorder.Props("a", inbox.Receiver));
            seen = await Until(inbox, "completed at 3");
        });
        Assert.Equal(["offered state at 2", "recovered 3", "completed at 3"], seen);
    }

    [Fact]
    public async Task A_file_written_by_hand_in_the_default_schema_is_recovered()
    {
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            system.ActorOf(Recorder.Props("warm", inbox.Receiver)); // makes the tables
            await Until(inbox, "completed at 0");
        });
        Execute("INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) VALUES (638000000000000000, 0, 'hand', 1, CAST('\"written\"' AS BLOB), '', 1, NULL)");
        var seen = new List<string>();
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            system.ActorOf(Recorder.Props("hand", inbox.Receiver));
            seen = await Until(inbox, "completed at 1");
        });
        Assert.Equal(["recovered written", "completed at 1"], seen);
    }

    [Fact]
    public async Task Deleting_keeps_a_marker_so_that_numbers_go_on()
    {
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            var actor = system.ActorOf(Recorder.Props("a", inbox.Receiver));
            actor.Tell("all 1 2 3");
            actor.Tell("delete 3");
            await Until(inbox, "deleted to 3");
        });
        var seen = new List<string>();
        await InHost(async system =>
        {
            var inbox = new Inbox(system);
            system.ActorOf(Recorder.Props("a", inbox.Receiver)).Tell("persist 4");
            seen = await Until(inbox, "stored 4 4");
        });
        Assert.Equal(["completed at 3", "stored 4 4"], seen);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task InHost(Func<ActorSystem, Task> use)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("conformance", akka => akka
            .AddHocon("akka.loglevel = OFF", HoconAddMode.Prepend)
            .WithSqlPersistence($"Data Source={File}", "SQLite.MS"));
        using var host = builder.Build();
        await host.StartAsync();
        await use(host.Services.GetRequiredService<ActorSystem>());
        await host.StopAsync();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<List<string>> Until(Inbox inbox, string last)
    {
        var seen = new List<string>();
        do
            seen.Add(await inbox.ReceiveAsync());
        while (seen[^1] != last);
        return seen;
    }

    /// <summary>Takes what actors say, in order.</summary>
    private sealed class Inbox
    {
        private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

        public Inbox(ActorSystem system)
        {
            var writer = _said.Writer;
            Receiver = system.ActorOf(Props.Create(() => new Ear(writer)));
        }

        public IActorRef Receiver { get; }

        public Task<string> ReceiveAsync() => _said.Reader.ReadAsync().AsTask().WaitAsync(_patience);
    }

    private sealed class Ear : ReceiveActor
    {
        public Ear(ChannelWriter<string> writer) => Receive<string>(said => writer.TryWrite(said));
    }
}
