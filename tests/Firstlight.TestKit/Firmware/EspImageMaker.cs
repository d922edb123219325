using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Firstlight.TestKit.Firmware;

/// <summary>Builds images in the layout that Espressif's tools write, from segments.</summary>
public static class EspImageMaker
{
    public const int Esp32 = 0;
    public const int Esp32S3 = 9;

    private static readonly uint[] Addresses = [0x3F40_0020, 0x3FFB_0000, 0x4008_0000, 0x400D_0020, 0x4008_1000];

    /// <summary>An ESP32 application of five segments, tag and free area in the first, of at least <paramref name="bytes"/> bytes.</summary>
    public static byte[] Application(int bytes = 40_000, int seed = 1, byte[]? area = null, int chip = Esp32)
    {
        var random = new Random(seed);
        byte[] data = [.. Noise(random, 352), .. FirmwareText.Tag, .. Noise(random, 41), .. area ?? FirmwareText.Area];
        var rest = bytes / 4;
        return Newer(
            [
                Whole([.. data, .. Noise(random, 700)]),
                .. Enumerable.Range(0, 4).Select(_ => Whole(Noise(random, rest))),
            ],
            chip
        );
    }

    /// <summary>An image of an ESP32 or a later chip.</summary>
    public static byte[] Newer(IReadOnlyList<byte[]> segments, int chip = Esp32, bool appendsHash = true)
    {
        var image = new List<byte>(Header(segments.Count, 0x4008_1214));
        var extended = new byte[16];
        extended[0] = 0xEE;
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(4), (ushort)chip);
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(9), 399);
        extended[15] = (byte)(appendsHash ? 1 : 0);
        image.AddRange(extended);
        Append(image, segments);
        if (appendsHash)
            image.AddRange(SHA256.HashData(image.ToArray()));
        return [.. image];
    }

    /// <summary>An image of an ESP8266: no extended header, no digest.</summary>
    public static byte[] Older(IReadOnlyList<byte[]> segments)
    {
        var image = new List<byte>(Header(segments.Count, 0x4010_0000));
        Append(image, segments);
        return [.. image];
    }

    /// <summary>The file that the Arduino core for the ESP8266 writes: boot loader, application, then length and CRC inside the latter.</summary>
    public static byte[] Esp8266File(IReadOnlyList<byte[]> segments)
    {
        var loader = Older([Noise(new Random(8266), 1_200)]);
        byte[] room = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] file =
        [
            .. loader,
            .. Enumerable.Repeat((byte)0xAA, 4_096 - loader.Length),
            .. Older([
                [.. room, .. segments[0]],
                .. segments.Skip(1),
            ]),
        ];
        file.AsSpan(4_112, 8).Clear();
        var crc = Crc(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4_112), file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4_116), crc);
        return file;
    }

    /// <summary>The boot loader's CRC-32 of a file, bit by bit.</summary>
    public static uint Crc(ReadOnlySpan<byte> file)
    {
        var crc = 0xFFFF_FFFFu;
        foreach (var data in file)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var isOut = (crc >> 31) != ((uint)data >> bit & 1);
                crc <<= 1;
                if (isOut)
                    crc ^= 0x04C1_1DB7;
            }
        }

        return crc;
    }

    /// <summary>Bytes without meaning, and without zeros, so that nothing in them ends a text.</summary>
    public static byte[] Noise(Random random, int bytes)
    {
        var noise = new byte[bytes];
        for (var at = 0; at < bytes; at++)
            noise[at] = (byte)random.Next(1, 256);
        return noise;
    }

    private static byte[] Whole(byte[] data) => [.. data, .. new byte[-data.Length & 3]];

    private static byte[] Header(int segments, uint entry)
    {
        byte[] header = [0xE9, (byte)segments, 2, 0x20, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), entry);
        return header;
    }

    private static void Append(List<byte> image, IReadOnlyList<byte[]> segments)
    {
        var checksum = 0xEF;
        Span<byte> header = stackalloc byte[8];
        for (var index = 0; index < segments.Count; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header, Addresses[index % Addresses.Length]);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], segments[index].Length);
            image.AddRange(header);
            image.AddRange(segments[index]);
            checksum = segments[index].Aggregate(checksum, (sum, data) => sum ^ data);
        }

        while (image.Count % 16 != 15)
            image.Add(0);
        image.Add((byte)checksum);
    }
}
