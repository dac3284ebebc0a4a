using System.Runtime.CompilerServices;
using Xunit;

namespace Orchestrator.Tests.Planning;

/// <summary>The right team with the right reasons. After a change that is meant, ORC_UPDATE_GOLDEN=1 writes the files anew; look at the difference.</summary>
public sealed class GoldenPlanTests
{
    [Fact]
    public Task A_node_app_gets_a_software_team_that_knows_its_scripts_and_its_containers()
    {
        var app = new PlannedProject(
            "shop",
            ("package.json", """{ "name": "shop", "scripts": { "build": "tsc", "test": "node --test" }, "dependencies": { "express": "^4" } }"""),
            ("package-lock.json", "{}"),
            ("src/server.ts", "export const port = 8080;\n"),
            ("src/cart.ts", "export const empty = [];\n"),
            ("test/cart.test.js", "test('empty', () => {});\n"),
            ("node_modules/express/index.js", "module.exports = {};\n"),
            ("Dockerfile", "FROM node:22\n"),
            (".github/workflows/ci.yml", "on: push\n"),
            ("README.md", "# Shop\n"));
        return Check(app, "node", """
            # Shop
            GOAL: Add a REST endpoint to the shop's API that empties the cart.
            DELIVERABLES:
            - the endpoint
            - tests of it
            SUCCESS CRITERIA:
            - npm test passes
            """);
    }

    [Fact]
    public Task A_library_in_csharp_with_much_to_do_gets_several_developers_and_a_test_runner()
    {
        var library = new PlannedProject(
            "money",
            ("Money.sln", "Microsoft Visual Studio Solution File\n"),
            ("src/Money/Money.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n"),
            ("src/Money/Amount.cs", "namespace Money;\n"),
            ("tests/Money.Tests/Money.Tests.csproj", "<Project><ItemGroup><PackageReference Include=\"Microsoft.NET.Test.Sdk\" /></ItemGroup></Project>\n"),
            ("tests/Money.Tests/AmountTests.cs", "namespace Money.Tests;\n"));
        return Check(library, "csharp", """
            ---
            plan: max20
            ---
            # Money
            ## Goal
            Make the library ready for other currencies.
            ## Deliverables
            - an exchange rate type
            - conversion of amounts
            - rounding by currency
            - parsing of amounts
            - a tutorial for users in the documentation
            """);
    }

    [Fact]
    public Task A_terraform_deployment_gets_those_who_deploy_and_who_know_networks()
    {
        var deployment = new PlannedProject(
            "platform",
            ("main.tf", "terraform {\n  required_version = \">= 1.5\"\n}\n"),
            ("network.tf", "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n"),
            ("modules/web/main.tf", "resource \"aws_instance\" \"web\" {}\n"),
            ("environments/staging.tfvars", "size = 1\n"),
            ("Makefile", "plan:\n\tterraform plan\n"));
        return Check(deployment, "terraform", """
            PROJECT: Platform
            GOAL: Provision a staging environment on AWS like the one of production.
            DELIVERABLES:
            - a staging environment that is planned and applied from CI
            CONSTRAINTS:
            - never touch production
            """);
    }

    private static async Task Check(PlannedProject project, string name, string spec, [CallerFilePath] string here = "")
    {
        using (project)
        {
            var printed = project.Print(await project.PlanAsync(spec));
            var golden = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name + ".txt");
            if (Environment.GetEnvironmentVariable("ORC_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, printed);
            Assert.Equal(await File.ReadAllTextAsync(golden), printed);
        }
    }
}
