using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Tests.Launcher;

/// <summary>A checkout in a temporary directory, with the real <c>./orc</c> and a <c>dotnet</c> that only writes down that it was asked to build.</summary>
internal sealed class Checkout : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/sh
        if [ "$1" = --list-sdks ]; then echo "10.0.100 [/opt/elsewhere/sdk]"; exit 0; fi
        echo "$*" >> "$BUILDS"
        case "$FAIL $*" in
          "ahead-of-time "*PublishReadyToRun=true*) echo "error NU1101: Unable to find package microsoft.netcore.app.crossgen2.linux-x64"; exit 1 ;;
          "everything "*) echo "src/Thing.cs(3,7): error CS1002: ; expected"; exit 1 ;;
        esac
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2" && printf '#!/bin/sh\necho "root=$DOTNET_ROOT args=$*"\nexit 7\n' > "$2/orc" && chmod +x "$2/orc"
        """;

    private readonly string _temporary = Directory.CreateTempSubdirectory("orc-launcher-").FullName;

    public Checkout()
    {
        Directory.CreateDirectory(Path.Combine(Root, "src"));
        Directory.CreateDirectory(Path.Combine(Root, "config"));
        File.Copy(Path.Combine(RepositoryRoot, "orc"), Path.Combine(Root, "orc"));
        File.Copy(Path.Combine(RepositoryRoot, "src/build.sh"), Path.Combine(Root, "src/build.sh"));
        WriteOld("src/Thing.cs");
        WriteOld("config/reference.conf");
        AddTool("dotnet", FakeDotnet);
    }

    public string Root => Path.Combine(_temporary, "a check out");

    public string Tools => Path.Combine(_temporary, "tools");

    public string Orc => Path.Combine(Root, "orc");

    /// <summary>One line for every time the compiler was called.</summary>
    public string[] Builds => File.Exists(BuildLog) ? File.ReadAllLines(BuildLog) : [];

    private string BuildLog => Path.Combine(_temporary, "builds");

    private static string RepositoryRoot
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "Orchestrator.sln")))
                directory = directory.Parent ?? throw new InvalidOperationException($"No Orchestrator.sln above {AppContext.BaseDirectory}.");
            return directory.FullName;
        }
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    /// <summary>Puts a shell script in front of the tools on the PATH.</summary>
    public void AddTool(string name, string script)
    {
        Directory.CreateDirectory(Tools);
        File.WriteAllText(Path.Combine(Tools, name), script + "\n");
        File.SetUnixFileMode(Path.Combine(Tools, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a source file that looks as if it was there long before any build.</summary>
    public void WriteOld(string path)
    {
        File.WriteAllText(Path.Combine(Root, path), "");
        foreach (var touched in new[] { path, Path.GetDirectoryName(path)! })
            File.SetLastWriteTimeUtc(Path.Combine(Root, touched), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    public void WriteNew(string path) => File.WriteAllText(Path.Combine(Root, path), "changed");

    /// <summary>Runs a program to its end, without an input, from <c>/</c>.</summary>
    public async Task<Ended> RunAsync(string program, string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["PATH"] = $"{Tools}:/usr/local/bin:/usr/bin:/bin";
        start.Environment["BUILDS"] = BuildLog;
        foreach (var name in new[] { "DOTNET_ROOT", "ORC_NO_BUILD", "ORC_SEEN", "FAIL" })
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = await StartAsync(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, (await output).TrimEnd(), await error);
    }

    // A process that another test forks at the wrong moment still holds the script that was just written.
    private static async Task<Process> StartAsync(ProcessStartInfo start)
    {
        const int textFileBusy = 26;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Process.Start(start)!;
            }
            catch (Win32Exception e) when (e.NativeErrorCode == textFileBusy && attempt < 100)
            {
                await Task.Delay(10);
            }
        }
    }

    public Task<Ended> OrcAsync(params (string Name, string? Value)[] environment) => RunAsync(Orc, ["a b", "c"], environment);

    internal sealed record Ended(int ExitCode, string Output, string Error);
}
