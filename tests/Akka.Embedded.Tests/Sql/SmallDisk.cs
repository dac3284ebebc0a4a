using System.Diagnostics;
using Xunit;

namespace Akka.Embedded.Tests.Sql;

/// <summary>A disk of a given size, in memory, mounted on a directory.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    /// <summary>Mounts it.</summary>
    /// <param name="directory">Must exist; what it holds is hidden meanwhile.</param>
    /// <param name="size">In kernel words: <c>2m</c>.</param>
    public static async Task<SmallDisk> MountAsync(string directory, string size)
    {
        await DoAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", directory);
        return new SmallDisk(directory);
    }

    /// <summary>Changes its size, or whether it may be written: <c>size=8m</c>, <c>ro</c>, <c>rw</c>.</summary>
    public Task RemountAsync(string options) => DoAsync("mount", "-o", $"remount,{options}", _directory);

    public async ValueTask DisposeAsync() => await DoAsync("umount", _directory);

    /// <summary>Runs a program; what it says is the error when it fails.</summary>
    internal static async Task DoAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new IOException($"{program} {string.Join(' ', arguments)}: {said.Trim()}");
    }
}

/// <summary>A test that needs a disk of its own. Skipped, with what mount says, where this user may not mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> _obstacle = new(Look);

    public SmallDiskFactAttribute() => Skip = _obstacle.Value!;

    private static string? Look()
    {
        var directory = Directory.CreateTempSubdirectory("akka-disk-");
        try
        {
            Task.Run(async () => await (await SmallDisk.MountAsync(directory.FullName, "64k")).DisposeAsync()).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception refused) when (refused is IOException or System.ComponentModel.Win32Exception)
        {
            return $"Needs the right to mount a small disk (root, as in a container): {refused.Message}";
        }
        finally
        {
            directory.Delete();
        }
    }
}
