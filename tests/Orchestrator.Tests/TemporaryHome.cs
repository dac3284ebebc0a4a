using Orchestrator.Daemon;

namespace Orchestrator.Tests;

/// <summary>An ORC_HOME of a test's own, deleted at its end.</summary>
internal sealed class TemporaryHome : IDisposable
{
    internal TemporaryHome()
    {
        Home = new OrcHome(Directory.CreateTempSubdirectory("orc-").FullName);
        Home.Prepare();
    }

    internal OrcHome Home { get; }

    public void Dispose() => Directory.Delete(Home.Path, recursive: true);
}
