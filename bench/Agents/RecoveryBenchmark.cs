using Microsoft.Data.Sqlite;
using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Journal;
using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>A daemon that comes up over a hundred agents that go on in tmux.</summary>
internal static class RecoveryBenchmark
{
    private const int Agents = 100;

    // With the launch's, they make a hundred events of each agent.
    private const int MessagesEach = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(RatioTable table)
    {
        using var home = new AgentHome();
        await SeedAsync(home);
        var events = new JournalReader(home.Database).LastSequence();
        var read = Command.MedianMilliseconds(5, () => ReadAll(home.Database));

        var start = Stopwatch.GetTimestamp();
        home.Orc("daemon", "start");
        var ready = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var recovered = Recovered(home);
        while (recovered.GetProperty("rebound").GetInt32() < Agents)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new InvalidOperationException($"Not all agents were found again: {recovered}");
            recovered = Recovered(home);
        }

        var bound = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        table.Add($"recovery: start of the daemon → ready, {Agents} agents, {events:N0} events", ready, "ms", null, ("bare SQLite reads the same rows", read));
        table.Add("recovery: the same → all bound, as a further command says", bound, "ms", null, ("bare SQLite reads the same rows", read));
    }

    private static JsonElement Recovered(AgentHome home) => JsonDocument.Parse(home.Orc("resume", "--all", "--json")).RootElement.GetProperty("recovered");

    private static async Task SeedAsync(AgentHome home)
    {
        await using var tree = await AgentTree.StartAsync(home);
        await tree.LaunchAsync(home, Agents, "cat");
        await tree.AllDeliveredAsync(Agents);
        for (var i = 0; i < MessagesEach; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, Agents - 1).Select(a =>
                tree.AskAgentAsync<MessagingMessages.MessageAccepted>(AgentTree.Agent(a), new MessagingMessages.SendMessage("user", $"Message {i} of ordinary length."))));
        }

        await tree.AllDeliveredAsync(Agents);
    }

    private static void ReadAll(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT persistence_id, sequence_number, created, message, manifest, identifier, writer_uuid FROM journal ORDER BY persistence_id, sequence_number";
        using var reader = select.ExecuteReader();
        var values = new object[7];
        while (reader.Read()) _ = reader.GetValues(values);
    }
}
