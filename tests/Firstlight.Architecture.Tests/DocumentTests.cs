using System.Xml.Linq;

namespace Firstlight.Architecture.Tests;

/// <summary>Pages and lists that must grow with the house.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void The_overview_names_every_project()
    {
        var overview = File.ReadAllText(Path.Combine(Repository.Root, "docs", "overview.md"));

        Repository
            .Projects.Select(project => $"Firstlight.{project.Room}")
            .Where(name => !overview.Contains(name, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var listed = XDocument
            .Load(Path.Combine(Repository.Root, "Firstlight.slnx"))
            .Descendants("Project")
            .Select(project => (string)project.Attribute("Path")!);

        var present = ((string[])["src", "tests", "benchmarks", "samples"])
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

        present.Except(listed, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("native.md")]
    [InlineData("provisioning.md")]
    public void A_protocol_has_its_page(string page) =>
        File.Exists(Path.Combine(Repository.Root, "docs", "protocols", page)).ShouldBeTrue();
}
