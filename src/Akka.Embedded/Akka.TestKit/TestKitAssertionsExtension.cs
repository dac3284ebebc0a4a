using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The assertions of a system's tests.</summary>
public class TestKitAssertionsProvider : IExtension
{
    /// <summary>With the assertions.</summary>
    public TestKitAssertionsProvider(ITestKitAssertions assertions) => Assertions = assertions;

    /// <summary>The assertions.</summary>
    public ITestKitAssertions Assertions { get; }
}

/// <summary>Keeps the assertions of a system's tests.</summary>
public class TestKitAssertionsExtension : ExtensionIdProvider<TestKitAssertionsProvider>
{
    private readonly ITestKitAssertions _assertions;

    /// <summary>With the assertions.</summary>
    public TestKitAssertionsExtension(ITestKitAssertions assertions) => _assertions = assertions;

    /// <summary>The assertions of a system.</summary>
    public static TestKitAssertionsProvider For(ActorSystem system) => system.GetExtension<TestKitAssertionsProvider>();

    /// <inheritdoc/>
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(_assertions);
}
