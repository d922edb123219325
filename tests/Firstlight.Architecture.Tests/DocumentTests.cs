using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Firstlight.Architecture.Tests;

/// <summary>Pages and lists that must grow with the house.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] FoldersWithoutPages = ["bin", "obj", "node_modules", "data", ".git"];

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
    [InlineData("mqtt.md")]
    [InlineData("https.md")]
    [InlineData("provisioning.md")]
    [InlineData("firmware.md")]
    [InlineData("update-bundle.md")]
    public void A_protocol_has_its_page(string page) =>
        File.Exists(Path.Combine(Repository.Root, "docs", "protocols", page)).ShouldBeTrue();

    [Fact]
    public void Every_page_is_found_by_links_that_begin_at_the_readme()
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { Path.Combine(Repository.Root, "README.md") };
        var unread = new Queue<string>(found);
        while (unread.TryDequeue(out var page))
        {
            foreach (var target in Links(page).Where(IsPage).Where(found.Add))
                unread.Enqueue(target);
        }

        Pages(Repository.Root).Except(found).Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public void The_list_of_decisions_names_every_page()
    {
        var folder = Path.Combine(Repository.Root, "docs", "decisions");
        var list = Path.Combine(folder, "README.md");

        Pages(folder).Where(page => page != list).Except(Links(list)).Select(Name).ShouldBeEmpty();
    }

    private static IEnumerable<string> Pages(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.md")
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(inner => !FoldersWithoutPages.Contains(Path.GetFileName(inner)))
                    .SelectMany(Pages)
            );

    /// <summary>What a page's links within the repository lead to, as full paths.</summary>
    private static IEnumerable<string> Links(string page) =>
        Link()
            .Matches(File.ReadAllText(page))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Select(target => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target)));

    private static bool IsPage(string path) => path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(path);

    private static string Name(string page) => Path.GetRelativePath(Repository.Root, page);

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
