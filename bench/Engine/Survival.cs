using Akka.Actor;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>Many messages to actors that keep failing: none may be lost, doubled or overtaken, and memory must stay flat.</summary>
internal static class Survival
{
    private const int Receivers = 64;
    private const int Batch = 1_000_000;

    public static async Task<(double Rate, string Verdict)> Run(int messages)
    {
        using var system = ActorSystem.Create("survival", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        var counts = new long[Receivers];
        var faults = 0;
        var receivers = Enumerable.Range(0, Receivers).Select(r => system.ActorOf(Props.Create(() => new Receiver(r, counts, () => Interlocked.Increment(ref faults))))).ToArray();
        var random = new Random(1);
        var sent = new long[Receivers];
        var memory = new List<long>();
        var clock = Stopwatch.StartNew();
        for (var done = 0; done < messages; done += Batch)
        {
            for (var i = 0; i < Batch; i++)
            {
                var r = random.Next(Receivers);
                if (random.Next(10_000) == 0) receivers[r].Tell(Restart.Instance, ActorRefs.NoSender);
                receivers[r].Tell(sent[r]++, ActorRefs.NoSender);
            }

            foreach (var receiver in receivers) await receiver.Ask<string>("flush");
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        clock.Stop();
        var lost = Enumerable.Range(0, Receivers).Sum(r => sent[r] - counts[r]);
        var growth = (memory[^1] - memory[1]) / 1024.0 / 1024;
        return (messages / clock.Elapsed.TotalSeconds, $"messages/s; {lost} lost, {faults} out of order, memory {growth:+0.0;-0.0;0.0} MB");
    }

    private sealed class Restart : Exception
    {
        public static readonly Restart Instance = new();
    }

    private sealed class Receiver(int number, long[] counts, Action fault) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case long sequence:
                    if (counts[number]++ != sequence) fault();
                    break;
                case Restart restart: throw restart;
                default: Sender.Tell(message, Self); break;
            }
        }
    }
}
