namespace Firstlight.Browser.Tests.Support;

/// <summary>The pages as web/build.sh leaves them.</summary>
internal static class BuiltPages
{
    public static readonly string Folder = Find();

    private static string Find()
    {
        var folder = Repository.File("web/dist");
        return File.Exists(Path.Combine(folder, "index.html"))
            ? folder
            : throw new InvalidOperationException("The pages are not built: web/build.sh makes them.");
    }
}
