using System.Runtime.InteropServices;

namespace Firstlight.Edgent.Linux;

/// <summary><c>struct input_event</c>: the time, which is not needed, then type (2), code (2) and value (4), in the machine's own order.</summary>
internal readonly record struct InputEvent(ushort Type, ushort Code, int Value)
{
    public const ushort Synchronization = 0;
    public const ushort Key = 1;

    /// <summary>Of <see cref="Synchronization"/>: all that belongs together has been told.</summary>
    public const ushort Report = 0;

    /// <summary>Of <see cref="Synchronization"/>: the kernel had no room and left something out.</summary>
    public const ushort Dropped = 3;

    /// <summary>24 for programs of 64 bits, 16 for those of 32.</summary>
    public static readonly int Bytes = TimeBytes + sizeof(ushort) * 2 + sizeof(int);

    private static int TimeBytes => IntPtr.Size * 2;

    public static InputEvent Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[TimeBytes..];
        return new(
            MemoryMarshal.Read<ushort>(rest),
            MemoryMarshal.Read<ushort>(rest[sizeof(ushort)..]),
            MemoryMarshal.Read<int>(rest[(sizeof(ushort) * 2)..])
        );
    }
}
