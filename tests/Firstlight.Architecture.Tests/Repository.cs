using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Firstlight.Architecture.Tests;

/// <summary>The working copy that these tests were built from.</summary>
internal static partial class Repository
{
    /// <summary>The folder of <c>Firstlight.slnx</c>.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Every project under <c>src</c>.</summary>
    public static readonly IReadOnlyList<SourceProject> Projects =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(SourceProject.Read),
    ];

    public static SourceProject Project(string room) => Projects.Single(project => project.Room == room);

    /// <summary>The text without comments, line by line; numbers stay those of the file.</summary>
    public static string[] CodeLines(string text) => [.. text.Split('\n').Select(line => Comment().Replace(line, ""))];

    // A // behind a colon belongs to an address inside a string.
    [GeneratedRegex(@"(?<!:)//.*$")]
    private static partial Regex Comment();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Firstlight.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Firstlight.slnx above {AppContext.BaseDirectory}.");
    }
}

/// <summary>One project under <c>src</c>.</summary>
/// <param name="Room">Its name without the product's: <c>Gateway</c>.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="References">Rooms it refers to.</param>
/// <param name="Packages">Packages it refers to.</param>
internal sealed record SourceProject(
    string Room,
    string Folder,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Packages
)
{
    public static SourceProject Read(string path)
    {
        var project = XDocument.Load(path);
        return new SourceProject(
            RoomOf(path),
            Path.GetDirectoryName(path)!,
            [.. Included(project, "ProjectReference").Select(RoomOf)],
            [.. Included(project, "PackageReference")]
        );
    }

    /// <summary>Its C# files with their text, without what the build made.</summary>
    public IEnumerable<(string Path, string Text)> Sources() =>
        Directory
            .EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(path =>
                !Path.GetRelativePath(Folder, path)
                    .Split(Path.DirectorySeparatorChar)
                    .Any(part => part is "bin" or "obj")
            )
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)));

    private static IEnumerable<string> Included(XDocument project, string element) =>
        project.Descendants(element).Select(item => (string?)item.Attribute("Include") ?? "").Where(name => name != "");

    private static string RoomOf(string path) =>
        Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("Firstlight.", "", StringComparison.Ordinal);
}
