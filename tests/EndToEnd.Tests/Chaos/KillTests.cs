using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Chaos;

/// <summary>
/// Kills at random moments under a load of messages. ORC_CHAOS_KILLS says how often (8), ORC_CHAOS_SEED repeats a run.
/// </summary>
public sealed partial class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Receivers = ["chaos:project-manager", "chaos:developer", "chaos:tester"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ChaosHome _home = new();
    private readonly int _kills = Number("ORC_CHAOS_KILLS") ?? 8;
    private readonly int _seed = Number("ORC_CHAOS_SEED") ?? Random.Shared.Next();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_daemon_that_is_killed_again_and_again_delivers_every_message_once_and_in_order_and_no_agent_notices()
    {
        _home.Launch();
        await _home.SettledAsync(Patience);
        var before = _home.Pids();

        var sent = await UnderLoadAsync(_ => _home.KillDaemon());

        Assert.Equal(before, _home.Pids());
        foreach (var receiver in Receivers)
            Assert.Equal(sent[receiver], Received(receiver));
    }

    [Theory]
    [InlineData("kill-server")]
    [InlineData("kill -9")]
    public async Task A_tmux_server_that_is_killed_comes_back_with_every_agent_and_nothing_is_typed_twice(string how)
    {
        _home.Launch();
        await _home.SettledAsync(Patience);

        var sent = await UnderLoadAsync(_ => _home.KillTmux(how), kills: Math.Max(2, _kills / 3));

        AtMostTheLastOfEachKillIsMissing(sent, Math.Max(2, _kills / 3));
    }

    [Fact]
    public async Task After_a_reboot_everything_comes_back_with_one_command()
    {
        _home.Launch();
        await _home.SettledAsync(Patience);

        var sent = await UnderLoadAsync(
            random =>
            {
                if (random.Next(2) == 0) _home.KillTmux("kill -9");
                _home.KillDaemon();
                _home.KillTmux("kill -9");
                _home.Orc("resume", "--all");
            },
            kills: Math.Max(2, _kills / 3));

        AtMostTheLastOfEachKillIsMissing(sent, 2 * Math.Max(2, _kills / 3));
    }

    /// <summary>Three senders write to three receivers while something is killed at random moments.</summary>
    /// <returns>What was accepted, by receiver: for each sender the numbers in their order.</returns>
    private async Task<Dictionary<string, SortedDictionary<string, List<int>>>> UnderLoadAsync(Action<Random> kill, int? kills = null)
    {
        output.WriteLine($"ORC_CHAOS_SEED={_seed} ORC_CHAOS_KILLS={_kills}");
        var random = new Random(_seed);
        var sent = Receivers.ToDictionary(r => r, _ => new SortedDictionary<string, List<int>>(StringComparer.Ordinal));
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 3).SelectMany(s => Receivers.Select(async receiver =>
        {
            var numbers = sent[receiver][$"s{s}"] = [];
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                await _home.SendAsync(receiver, $"s{s}-{n}-\n second line of s{s}-{n}");
                numbers.Add(n);
            }
        }).ToList()).ToList();

        for (var k = 0; k < (kills ?? _kills); k++)
        {
            await Task.Delay(random.Next(20, 700)); // the random moment is the test
            kill(random);
            _home.Orc("daemon", "start");
        }

        await enough.CancelAsync();
        await Task.WhenAll(senders);
        await _home.SettledAsync(Patience);
        Assert.Equal([.. Receivers.Prepend("orchestrator").Order(StringComparer.Ordinal)], _home.Windows()); // each one's, once
        output.WriteLine($"{sent.Values.Sum(r => r.Values.Sum(n => n.Count))} messages were accepted.");
        return sent;
    }

    private void AtMostTheLastOfEachKillIsMissing(Dictionary<string, SortedDictionary<string, List<int>>> sent, int kills)
    {
        foreach (var receiver in Receivers)
        {
            var received = Received(receiver);
            var missing = 0;
            foreach (var (sender, numbers) in sent[receiver])
            {
                var got = received.GetValueOrDefault(sender, []);
                Assert.Equal(got.Distinct().Order(), got); // never twice, never out of order
                missing += numbers.Except(got).Count();
            }

            // What tmux had taken for a process that was killed before it read it is nobody's to save.
            Assert.InRange(missing, 0, kills);
        }
    }

    private SortedDictionary<string, List<int>> Received(string receiver)
    {
        var received = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (Match match in MessageLine().Matches(File.ReadAllText(Path.Combine(_home.Received, receiver.Split(':')[1]))))
        {
            if (!received.TryGetValue(match.Groups[1].Value, out var numbers)) received[match.Groups[1].Value] = numbers = [];
            numbers.Add(int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }

        return received;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(s\d)-(\d+)-$", RegexOptions.Multiline)]
    private static partial Regex MessageLine();
}
