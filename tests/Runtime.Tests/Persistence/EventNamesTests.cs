using Orchestrator.Runtime.Persistence;
using System.Reflection;
using Xunit;

namespace Orchestrator.Runtime.Tests.Persistence;

public sealed class EventNamesTests
{
    [Fact]
    public void A_type_is_found_by_its_stored_name_and_the_name_by_its_type()
    {
        var names = new EventNames(Assembly.GetExecutingAssembly());

        Assert.Equal("test.counted.v1", names.NameOf(typeof(Counted)));
        Assert.Equal(typeof(Counted), names.TypeOf("test.counted.v1"));
        Assert.Null(names.TypeOf("test.unknown.v9"));
    }

    [Fact]
    public void A_type_without_a_name_is_an_error_that_names_it()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new EventNames(Assembly.GetExecutingAssembly()).NameOf(typeof(string)));
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
    }
}

/// <summary>An event of the tests' own.</summary>
[EventName("test.counted.v1")]
public sealed record Counted(int By, DateTimeOffset At) : IEvent;
