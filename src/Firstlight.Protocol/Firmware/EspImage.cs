using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// An image as Espressif's boot loaders read it: a header, segments, a byte that is the exclusive or of their data, and on newer chips
/// a SHA-256 of all that. It may stand anywhere on a flash sector's border of a larger file.
/// </summary>
public sealed class EspImage : ImageSeal
{
    internal const byte Magic = 0xE9;

    private const byte SecondFormMagic = 0xEA;
    private const byte SecondFormSegments = 4;
    private const int SectorBytes = 4_096;
    private const int HeaderBytes = 8;
    private const int ExtendedHeaderBytes = 16;
    private const int SegmentHeaderBytes = 8;
    private const int SegmentsMax = 16;
    private const int ChecksumAlignment = 16;
    private const int ChipAt = 12;
    private const int ReservedAt = 19;
    private const int ReservedBytes = 4;
    private const int HashAppendedAt = 23;
    private const byte SignatureMagic = 0xE7;
    private const byte SignatureVersion = 2;

    private readonly List<Range> _segments = [];

    private EspImage(int start) => Start = start;

    /// <summary>Where it begins in the file.</summary>
    public int Start { get; }

    /// <summary>Espressif's number of the chip; null for an ESP8266, whose images do not name it.</summary>
    public int? ChipId { get; private init; }

    /// <summary>Where the data of each segment lies in the file.</summary>
    public IReadOnlyList<Range> Segments => _segments;

    /// <summary>Where the checksum is, in the file.</summary>
    public int ChecksumAt { get; private set; }

    /// <summary>True when a SHA-256 follows the checksum.</summary>
    public bool HasHash { get; private init; }

    /// <summary>Where the image ends in the file.</summary>
    public int End => ChecksumAt + 1 + (HasHash ? EspChecks.HashBytes : 0);

    /// <inheritdoc />
    public override string Description =>
        $"{EspChips.NameOf(ChipId)} image, {Segments.Count} segments, checksum{(HasHash ? " and SHA-256" : "")}";

    /// <inheritdoc />
    public override IReadOnlyList<Range> Places => HasHash ? [ChecksumAt..End] : [ChecksumAt..(ChecksumAt + 1)];

    /// <summary>Reads the image at <paramref name="start"/>; false when there is none or the file ends within it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, int start, [NotNullWhen(true)] out EspImage? image)
    {
        // Both forms begin alike. An ESP8266 has segments where the others have their extended header: what fits its checksum is right.
        var extended = Read(file, start, isExtended: true);
        var plain = Read(file, start, isExtended: false);
        var isPlain = plain is not null && EspChecks.ChecksumFits(file, plain);
        var isExtended = extended is not null && (!isPlain || EspChecks.ChecksumFits(file, extended));
        image = isExtended ? extended : plain;
        return image is not null;
    }

    /// <inheritdoc />
    public override FirmwareFault? FindFault(ReadOnlySpan<byte> file)
    {
        if (!EspChecks.ChecksumFits(file, this))
            return Damaged("checksum");
        if (HasHash && !EspChecks.HashFits(file, this))
            return Damaged("SHA-256");
        var sector = (End + SectorBytes - 1) / SectorBytes * SectorBytes;
        return sector + 1 < file.Length && file[sector] == SignatureMagic && file[sector + 1] == SignatureVersion
            ? new FirmwareFault(
                FirmwareFaultKind.SignedImage,
                "The image is signed for secure boot; stamp it first and sign each unit's file after that."
            )
            : null;
    }

    internal override void Restore(ReadOnlySpan<byte> original, Span<byte> stamped) => EspChecks.Write(stamped, this);

    /// <summary>The image whose data holds the whole area.</summary>
    internal static EspImage? FindAround(ReadOnlySpan<byte> file, int offset, int bytes)
    {
        EspImage? damaged = null;
        for (var start = 0; start < offset; start += SectorBytes)
        {
            if (!TryRead(file, start, out var image) || !image.Holds(offset, bytes))
                continue;
            if (image.FindFault(file) is not { Kind: FirmwareFaultKind.DamagedImage })
                return image;
            damaged ??= image;
        }

        // Other bytes on a sector's border may look like a header; only at the start it surely is one.
        return damaged is { Start: 0 } ? damaged : null;
    }

    internal static bool IsSecondForm(ReadOnlySpan<byte> file) =>
        file.Length > 1 && file[0] == SecondFormMagic && file[1] == SecondFormSegments;

    internal bool Holds(int offset, int bytes) =>
        _segments.Exists(segment => segment.Start.Value <= offset && offset + bytes <= segment.End.Value);

    private static FirmwareFault Damaged(string check) =>
        new(
            FirmwareFaultKind.DamagedImage,
            $"The image does not fit its own {check}: it was damaged or changed after the build."
        );

    internal static EspImage? Read(ReadOnlySpan<byte> file, int start, bool isExtended)
    {
        var at = start + HeaderBytes + (isExtended ? ExtendedHeaderBytes : 0);
        if (at > file.Length || file[start] != Magic || file[start + 1] is 0 or > SegmentsMax)
            return null;
        var header = file[start..at];
        if (isExtended && !IsExtendedHeader(header))
            return null;
        var image = new EspImage(start)
        {
            ChipId = isExtended ? BinaryPrimitives.ReadUInt16LittleEndian(header[ChipAt..]) : null,
            HasHash = isExtended && header[HashAppendedAt] == 1,
        };
        for (var segment = 0; segment < header[1]; segment++)
        {
            if (at + SegmentHeaderBytes > file.Length)
                return null;
            var bytes = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            at += SegmentHeaderBytes;
            if (bytes > file.Length - at)
                return null;
            image._segments.Add(at..(at + (int)bytes));
            at += (int)bytes;
        }

        // Zeros up to the last byte of sixteen, counted from the image's start.
        image.ChecksumAt = start + (at - start) / ChecksumAlignment * ChecksumAlignment + ChecksumAlignment - 1;
        return image.End <= file.Length ? image : null;
    }

    private static bool IsExtendedHeader(ReadOnlySpan<byte> header) =>
        !header.Slice(ReservedAt, ReservedBytes).ContainsAnyExcept((byte)0) && header[HashAppendedAt] <= 1;
}
