using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// The file that the Arduino core for the ESP8266 builds: boot loader, then the application at the second flash sector, and inside that the
/// file's length and CRC-32.
/// </summary>
/// <remarks>
/// The application's own checksum is made before length and CRC get their places. So it fits no file, and a stamp can only carry it on by
/// what changed; the CRC over the whole file is what tells this form from any other.
/// </remarks>
public sealed class Esp8266File : ImageSeal
{
    private const int ApplicationAt = 4_096;
    private const int LengthAt = ApplicationAt + 16;
    private const int CrcAt = LengthAt + 4;
    private const int CheckedFrom = CrcAt + 4;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(RowOf)];

    private readonly EspImage _application;

    private Esp8266File(EspImage application) => _application = application;

    /// <inheritdoc />
    public override string Description => "ESP8266 file of the Arduino core, checksum and CRC-32";

    /// <inheritdoc />
    public override IReadOnlyList<Range> Places => [CrcAt..CheckedFrom, .. _application.Places];

    /// <inheritdoc />
    public override FirmwareFault? FindFault(ReadOnlySpan<byte> file) =>
        HasItsCrc(file)
            ? null
            : new FirmwareFault(FirmwareFaultKind.DamagedImage, "The file does not fit its own length and CRC-32.");

    internal static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out Esp8266File? found)
    {
        found =
            HasItsCrc(file) && EspImage.Read(file, ApplicationAt, isExtended: false) is { } application
                ? new Esp8266File(application)
                : null;
        return found is not null;
    }

    internal override void Restore(ReadOnlySpan<byte> original, Span<byte> stamped)
    {
        byte change = 0;
        foreach (var segment in _application.Segments)
        {
            foreach (var before in original[segment])
                change ^= before;
            foreach (var after in stamped[segment])
                change ^= after;
        }

        stamped[_application.ChecksumAt] ^= change;
        BinaryPrimitives.WriteUInt32LittleEndian(stamped[CrcAt..], CrcOf(stamped));
    }

    private static bool HasItsCrc(ReadOnlySpan<byte> file) =>
        file.Length > CheckedFrom
        && file[0] == EspImage.Magic
        && file[ApplicationAt] == EspImage.Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(file[LengthAt..]) == file.Length
        && BinaryPrimitives.ReadUInt32LittleEndian(file[CrcAt..]) == CrcOf(file);

    // The highest bit first, and with length and CRC themselves taken as zeros.
    private static uint CrcOf(ReadOnlySpan<byte> file)
    {
        var crc = Continue(uint.MaxValue, file[..LengthAt]);
        crc = Continue(crc, stackalloc byte[CheckedFrom - LengthAt]);
        return Continue(crc, file[CheckedFrom..]);
    }

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var data in bytes)
            crc = (crc << 8) ^ Table[(crc >> 24) ^ data];
        return crc;
    }

    private static uint RowOf(int index)
    {
        var row = (uint)index << 24;
        for (var bit = 0; bit < 8; bit++)
            row = (row << 1) ^ ((row & 0x8000_0000) != 0 ? 0x04C1_1DB7u : 0);
        return row;
    }
}
