using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Firstlight.Edgent.Linux;

/// <summary>The few calls of the kernel that the platform has no method for.</summary>
internal static partial class KernelCalls
{
    private const short PollIn = 1;
    private const int Interrupted = 4;
    private const int IoctlRead = 2;
    private const int CloseOnExecute = 0x80000;

    /// <summary><c>O_DIRECTORY</c>, which ARM numbers otherwise.</summary>
    private static readonly int OpenFolder = RuntimeInformation.ProcessArchitecture
        is Architecture.Arm
            or Architecture.Arm64
        ? 0x4000
        : 0x10000;

    /// <summary>Waits until one of two files has something to read or has ended.</summary>
    /// <returns>True when the first one has; false when only the second one does.</returns>
    /// <exception cref="IOException">The kernel does not wait for them.</exception>
    public static bool WaitForFirst(SafeHandle first, SafeHandle second)
    {
        Span<Polled> files =
        [
            new() { File = (int)first.DangerousGetHandle(), Asked = PollIn },
            new() { File = (int)second.DangerousGetHandle(), Asked = PollIn },
        ];
        while (Poll(files, (nuint)files.Length, Timeout.Infinite) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw Failed("poll");
        }

        return files[0].Happened != 0;
    }

    /// <summary>Which keys of an input device are down, a bit for each (<c>EVIOCGKEY</c>); false for a file that is no input device.</summary>
    public static bool TryReadKeys(SafeHandle device, Span<byte> keys) =>
        Ioctl(device, (nuint)((IoctlRead << 30) | (keys.Length << 16) | ('E' << 8) | 0x18), keys) >= 0;

    /// <summary>The names in a folder are on the medium.</summary>
    /// <exception cref="IOException">The medium does not take them.</exception>
    public static void FlushFolder(string path)
    {
        var folder = Open(path, OpenFolder | CloseOnExecute);
        if (folder < 0)
            throw Failed($"open {path}");
        var result = Fsync(folder);
        var fault = result < 0 ? Failed($"fsync {path}") : null;
        _ = Close(folder);
        if (fault is not null)
            throw fault;
    }

    /// <summary>This process goes on as another program. Returns only when that cannot be, and says why.</summary>
    public static string Execute(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        _ = Execve(program, [.. arguments, null], [.. environment, null]);
        return Failed($"execve {program}").Message;
    }

    private static IOException Failed(string what) => new($"{what}: {new Win32Exception().Message}");

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int File;
        public short Asked;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(Span<Polled> files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Ioctl(SafeHandle file, nuint request, Span<byte> answer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execve(string program, string?[] arguments, string?[] environment);
}
