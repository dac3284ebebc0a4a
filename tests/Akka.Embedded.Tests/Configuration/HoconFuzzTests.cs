using Akka.Configuration;
using System.Text;
using Xunit;

namespace Akka.Embedded.Tests.Configuration;

public class HoconFuzzTests
{
    private static readonly string[] _pieces =
    [
        "a", "b", "c.d", "\"q.k\"", " ", "\n", "=", ":", "+=", "{", "}", "[", "]", ",", "\"", "\"\"\"", "\\", "\\u00", "${a}", "${?b}", "${c.d}", "${a.b}", "${", "?", "}",
        "#", "//", "include ", "include \"x\"", "required(", ")", "null", "10s", "1 KiB", "\t", "\uFEFF", "\u0000", "é", "\ud83d", "$", ".", "..", "*", "-1.5e3", "a = 1\n", "b { a = ${a} }\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(777)]
    public void Random_text_is_read_or_refused_with_a_configuration_exception(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = RandomText(random);
            try
            {
                var printed = ConfigurationFactory.ParseString(text).ToString();
                var again = ConfigurationFactory.ParseString(printed).ToString();
                Assert.True(printed == again, $"Seed {seed}, round {round}: {text}\nprinted {printed}\nand then {again}");
            }
            catch (ConfigurationException)
            {
            }
            catch (Exception other) when (other is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed}, round {round}: {other.GetType().Name} for {text}\n{other}");
            }
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(1, 25); left > 0; left--)
            text.Append(random.Next(10) == 0 ? ((char)random.Next(0x20, 0x2100)).ToString() : _pieces[random.Next(_pieces.Length)]);
        return text.ToString();
    }
}
