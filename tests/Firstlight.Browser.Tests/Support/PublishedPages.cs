namespace Firstlight.Browser.Tests.Support;

/// <summary>A copy of the built pages that a cloud serves, until somebody puts a newer version in its place.</summary>
internal sealed class PublishedPages
{
    private PublishedPages(string folder) => Folder = folder;

    public string Folder { get; }

    public static PublishedPages CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(BuiltPages.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(BuiltPages.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return new PublishedPages(folder);
    }

    /// <summary>A browser takes a version for newer when a single byte of its service worker differs.</summary>
    public Task PublishNewerAsync(CancellationToken cancellation) =>
        File.AppendAllTextAsync(Path.Combine(Folder, "sw.js"), "\n// newer", cancellation);
}
