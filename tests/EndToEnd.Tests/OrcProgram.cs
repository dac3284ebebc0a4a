using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>The program that these tests start: the one built beside them, or what ORC_TEST_PROGRAM names, such as the one that <c>./orc</c> runs.</summary>
internal static class OrcProgram
{
    internal static string Path { get; } = Environment.GetEnvironmentVariable("ORC_TEST_PROGRAM") is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(AppContext.BaseDirectory, "orc");

    /// <summary>
    /// Hundreds of short processes spend most of their time in the compiler: none lives long enough to gain by compiling a second time what is called
    /// 30 times, the default. Inherited by all that a test starts.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A test project is nobody's library.")]
    internal static void CompileOnce() => Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "3000"); // hexadecimal
}
