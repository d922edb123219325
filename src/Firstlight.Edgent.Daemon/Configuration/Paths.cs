using System.Text;

namespace Firstlight.Edgent.Daemon;

/// <summary>What a path of the configuration must be.</summary>
internal static class Paths
{
    // The kernel's sun_path has 108 bytes with its NUL.
    private const int SocketBytesMax = 107;

    /// <summary>Null when it is whole.</summary>
    public static string? FaultOf(string path) =>
        Path.IsPathRooted(path) ? null : "is a whole path that begins with /.";

    /// <summary>The same for the path of a Unix socket.</summary>
    public static string? FaultOfSocket(string path) =>
        Encoding.UTF8.GetByteCount(path) > SocketBytesMax
            ? $"has more than {SocketBytesMax} bytes, which is all that the kernel takes."
            : FaultOf(path);
}
