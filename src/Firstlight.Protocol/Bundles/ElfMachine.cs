using System.Buffers.Binary;

namespace Firstlight.Protocol.Bundles;

/// <summary>For which processor a program was built, by the first bytes of its file.</summary>
public static class ElfMachine
{
    /// <summary>As much of the file as is looked at.</summary>
    public const int HeadBytes = 20;

    private const int OrderAt = 5;
    private const int MachineAt = 18;
    private const byte BigEndian = 2;

    private static readonly byte[] Mark = [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>True when the file may run there. What is no ELF file, such as a script, says nothing and may run anywhere.</summary>
    public static bool MayRunOn(ReadOnlySpan<byte> head, string architecture)
    {
        if (head.Length < HeadBytes || !head.StartsWith(Mark))
            return true;
        if (head[OrderAt] == BigEndian)
            return false;
        return BinaryPrimitives.ReadUInt16LittleEndian(head[MachineAt..]) == NumberOf(architecture);
    }

    private static int NumberOf(string architecture) =>
        architecture switch
        {
            "amd64" => 62,
            "arm64" => 183,
            "armhf" => 40,
            _ => -1,
        };
}
