using System.Text;
using Firstlight.Core;

namespace Firstlight.Cluster.Installation;

/// <summary>A file in a folder by which those who share it know that it is the same: chance, the same text as in the database. Not secret.</summary>
internal static class FolderMark
{
    public const string FileName = "installation";

    private const int ChanceBytes = 16;

    /// <summary>What stands in it; null when there is none.</summary>
    public static byte[]? Find(string folder)
    {
        var path = PathIn(folder);
        return File.Exists(path) ? Encoding.UTF8.GetBytes(File.ReadAllText(path).Trim()) : null;
    }

    /// <summary>Makes one, and the folder. Of several programs that do so at once in one folder all get the same.</summary>
    public static byte[] Make(string folder, IRandomSource random)
    {
        Directory.CreateDirectory(folder);
        var chance = new byte[ChanceBytes];
        random.Fill(chance);
        var text = Convert.ToHexStringLower(chance);
        var partial = $"{PathIn(folder)}.{text}";
        using (var file = new FileStream(partial, FileMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes(text + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(partial, PathIn(folder), overwrite: false);
        }
        catch (IOException) when (File.Exists(PathIn(folder)))
        {
            File.Delete(partial);
        }

        return Find(folder) ?? throw new IOException($"{PathIn(folder)} was removed while this program started.");
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
