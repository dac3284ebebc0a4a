using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>
/// Random commands to a persistent actor that store in every way, defer, throw in commands and in handlers, and take snapshots. A failing seed
/// stands in the message; ORC_SEED repeats that one program.
/// </summary>
public sealed class PersistentProgramTests() : TestKit($$"""
    {{TroubledJournal.Configuration}}
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    akka.persistence.snapshot-store.inmem {
      class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
      plugin-dispatcher = "akka.actor.default-dispatcher"
    }
    akka.persistence.journal.troubled.recovery-event-timeout = 20s
    """)
{
    private const int Programs = 300;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_an_actor_knows_is_what_is_replayed_and_handlers_run_in_the_order_of_their_events()
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("ORC_SEED"), out var one) ? [one] : Enumerable.Range(0, Programs);
        foreach (var seed in seeds)
        {
            var log = new List<string>();
            var pages = Draw(new Random(seed));
            var scribe = Sys.ActorOf(Props.Create(() => new Scribe($"s{seed}", log)));
            foreach (var page in pages) scribe.Tell(page);
            var known = await Ask(scribe, seed, log);
            await scribe.GracefulStop(_patience);
            var next = new List<string>();
            var replayed = await Ask(Sys.ActorOf(Props.Create(() => new Scribe($"s{seed}", next))), seed, next);

            var wrong = Fault(log, pages.Length) ?? (known.SequenceEqual(replayed) ? null : $"knew {string.Join(' ', known)}, replayed {string.Join(' ', replayed)}");
            Assert.True(wrong is null, $"ORC_SEED={seed}: {wrong}{Environment.NewLine}{string.Join(Environment.NewLine, log)}");
        }
    }

    private static async Task<string[]> Ask(IActorRef scribe, int seed, List<string> log)
    {
        try
        {
            return await scribe.Ask<string[]>("what do you know?", _patience);
        }
        catch (AskTimeoutException)
        {
            Assert.Fail($"ORC_SEED={seed}: no answer after{Environment.NewLine}{string.Join(Environment.NewLine, log)}");
            throw;
        }
    }

    private static string? Fault(List<string> log, int pages)
    {
        var waiting = new LinkedList<(string Item, bool Stashes)>();
        var page = -1;
        foreach (var entry in log)
        {
            var (word, rest) = (entry.Split(' ', 2)[0], entry.Split(' ', 2)[1]);
            switch (word)
            {
                case "page":
                    if (int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture) != ++page) return $"page {rest} in place of {page}";
                    if (waiting.Any(item => item.Stashes)) return $"page {rest} before the handlers of what was persisted before it";
                    break;
                case "issued" or "issued-async":
                    waiting.AddLast((rest, word == "issued"));
                    break;
                case "handled":
                    if (waiting.First?.Value.Item != rest) return $"the handler of {rest} in place of that of {waiting.First?.Value.Item ?? "nothing"}";
                    waiting.RemoveFirst();
                    break;
                default:
                    waiting.Clear(); // a new instance: what was issued is stored or not, its handlers do not run
                    break;
            }
        }

        return page != pages - 1 ? $"{page + 1} of {pages} pages" : waiting.Count > 0 ? $"no handler for {waiting.First!.Value.Item}" : null;
    }

    private static Page[] Draw(Random random)
    {
        var number = 0;
        return Enumerable.Range(0, random.Next(1, 25)).Select(page => new Page(page, Enumerable.Range(0, random.Next(4)).Select(_ => DrawStroke()).ToArray())).ToArray();

        Stroke DrawStroke()
        {
            var what = (StrokeKind)random.Next(0, 9);
            if (what is StrokeKind.Throw or StrokeKind.HandlerThrows && random.Next(2) == 0) what = StrokeKind.Persist;
            var count = what is StrokeKind.Nested or StrokeKind.HandlerThrows ? 1 : random.Next(1, 4);
            var mayReject = what is StrokeKind.Persist or StrokeKind.PersistAsync && random.Next(6) == 0;
            return new Stroke(what, Enumerable.Range(0, count).Select(_ => $"{(mayReject ? "reject" : "")}{number++}").ToArray());
        }
    }
}
