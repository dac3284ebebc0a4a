using Akka.Actor;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>
/// The actor engine's figures, each beside the mark that Akka.NET 1.5 set on the same kind of machine (2 shared cores).
/// The marks are constants because Akka.NET can't be run where this is built; with -p:ActorEngine=akka the same code measures it.
/// </summary>
internal static class EngineBenchmarks
{
    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is ["start"])
        {
            await StartOnce();
            return;
        }

        var table = new FigureTable();
        using (var system = ActorSystem.Create("bench", "akka.loglevel = WARNING\nakka.log-dead-letters = off"))
        {
            for (var warmUp = 0; warmUp < 2; warmUp++) await Throughput.Tell(system, 1, 1, 300_000);
            table.Add("tell, 1 to 1", await Throughput.Tell(system, 1, 1, 5_000_000), "messages/s", 7_000_000);
            table.Add("tell, 1 to 1,000", await Throughput.Tell(system, 1, 1_000, 3_000_000), "messages/s", 6_000_000);
            table.Add("tell, 1,000 to 1", await Throughput.Tell(system, 1_000, 1, 3_000_000), "messages/s", 6_000_000);
            table.Add("ping-pong, 4 pairs", await Throughput.PingPong(system, 4, 500_000), "messages/s", 5_000_000);
            table.Add("ask, one by one", await Throughput.Ask(system, 300_000), "asks/s", 850_000);
            table.Add("actors created and started", await Throughput.Create(system, 200_000), "actors/s", null);
            table.Add("memory of an idle actor", await Footprint.OfIdleActor(system, 100_000), "bytes", null, lessIsBetter: true);
            var survived = await Survival.Run(10_000_000);
            table.Add("10 million messages, 1 in 10,000 a restart", survived.Rate, survived.Verdict, null);
        }

        var (ready, peak) = await StartUps();
        table.Add("process start to a ready system", ready, "ms", 270, lessIsBetter: true);
        table.Add("peak memory of a ready system", peak, "MB", 78, lessIsBetter: true);
        table.Print();
    }

    /// <summary>What the measured process does: starts a system, says how long that took since the process began, and ends.</summary>
    private static async Task StartOnce()
    {
        using var system = ActorSystem.Create("start", "akka.loglevel = WARNING");
        await system.ActorOf(Props.Create(() => new Responder())).Ask<int>(1);
        using var self = Process.GetCurrentProcess();
        var ready = (DateTime.Now - self.StartTime).TotalMilliseconds;
        Console.WriteLine($"{ready:F0} {self.PeakWorkingSet64 / 1024.0 / 1024:F0}");
    }

    private static async Task<(double Ready, double PeakMegabytes)> StartUps()
    {
        var runs = new List<(double Ready, double Peak)>();
        for (var i = 0; i < 5; i++)
        {
            var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") info.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
            info.ArgumentList.Add("engine");
            info.ArgumentList.Add("start");
            using var process = Process.Start(info)!;
            var parts = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
            await process.WaitForExitAsync();
            runs.Add((double.Parse(parts[0]), double.Parse(parts[1])));
        }

        return (runs.Order().ElementAt(2).Ready, runs.Max(r => r.Peak));
    }
}

/// <summary>Answers every number with itself.</summary>
internal sealed class Responder : ReceiveActor
{
    public Responder() => Receive<int>(n => Sender.Tell(n));
}
