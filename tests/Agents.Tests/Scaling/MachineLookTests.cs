using Orchestrator.Agents.Scaling;
using Xunit;

namespace Orchestrator.Agents.Tests.Scaling;

public sealed class MachineLookTests : IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("orc-proc-");

    public void Dispose() => _files.Delete(recursive: true);

    [Fact]
    public void Load_is_counted_for_each_processor_and_memory_in_bytes()
    {
        Write("loadavg", "3.00 2.00 1.00 2/345 6789\n");
        Write("meminfo", "MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:    2097152 kB\n");

        Assert.Equal(new MachineStanding(1.5, 2L << 30, 4, 30), new MachineLook(_files.FullName, 2).Look(4, 30));
    }

    [Theory]
    [InlineData(null, "MemAvailable: 1 kB")]
    [InlineData("busy", "MemAvailable: 1 kB")]
    [InlineData("1.0 1.0", "MemTotal: 1 kB")]
    [InlineData("1.0 1.0", "MemAvailable: much")]
    public void What_cannot_be_read_is_said(string? load, string memory)
    {
        if (load is not null) Write("loadavg", load);
        Write("meminfo", memory);

        Assert.NotNull(new MachineLook(_files.FullName, 2).Look(4, 30).Unknown);
    }

    [Fact]
    public void This_machine_can_be_looked_at()
    {
        var look = new MachineLook("/proc", Environment.ProcessorCount).Look(4, 30);

        Assert.Null(look.Unknown);
        Assert.InRange(look.MemoryAvailable, 1 << 20, long.MaxValue);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_files.FullName, name), text);
}
