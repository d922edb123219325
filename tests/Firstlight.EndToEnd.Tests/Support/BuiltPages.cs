using System.IO.Compression;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A small web folder as the build would leave it, and a secret beside it that must not get out.</summary>
internal static class BuiltPages
{
    public const string Index = "<!doctype html><title>Firstlight</title><div id=\"root\"></div>";
    public const string Script = "export const first = 'light';";
    public const string Secret = "beside the folder";

    public static string MakeIn(Scratch scratch)
    {
        var folder = scratch.File("dist");
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        File.WriteAllText(Path.Combine(folder, "index.html"), Index);
        File.WriteAllText(Path.Combine(folder, "sw.js"), "self.addEventListener('fetch', () => {});");
        File.WriteAllText(Path.Combine(folder, "manifest.webmanifest"), """{"name":"Firstlight"}""");
        File.WriteAllText(Path.Combine(folder, "icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        File.WriteAllText(Path.Combine(folder, ".hidden"), Secret);
        File.WriteAllText(Path.Combine(folder, "assets", "index-1a2b3c4d.js"), Script);
        File.WriteAllText(Path.Combine(folder, "assets", "index-1a2b3c4d.css"), "body { margin: 0 }");
        File.WriteAllText(Path.Combine(folder, "assets", "copied-5e6f7a8b.js"), Script);
        File.WriteAllBytes(Path.Combine(folder, "assets", "copied-5e6f7a8b.js.br"), Compressed());
        File.WriteAllText(scratch.File("secret.txt"), Secret);
        return folder;
    }

    /// <summary>The script as the build compresses it: not as small as the server would make it at once, and so told apart.</summary>
    public static byte[] Compressed()
    {
        using var small = new MemoryStream();
        using (var compressing = new BrotliStream(small, CompressionLevel.NoCompression, leaveOpen: true))
            compressing.Write(System.Text.Encoding.UTF8.GetBytes(Script));
        return small.ToArray();
    }
}
