using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Protocol.Bundles;

namespace Firstlight.TestKit.Firmware;

/// <summary>Bundles as a maker's tool would make them, and as an ill-wisher would.</summary>
public sealed class BundleMaker : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What devices of this maker carry.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public string Version { get; init; } = "2.0.0";

    public string Type { get; init; } = "TMPLabcdefgh";

    public string Architecture { get; init; } = "amd64";

    /// <summary>What changes the facts before they are signed.</summary>
    public Func<BundleFacts, BundleFacts> Amend { get; init; } = static facts => facts;

    /// <summary>A bundle with the program and whatever else is named.</summary>
    public byte[] Make(params (string Name, string Content)[] others) => Make(Version, others);

    public byte[] Make(string version, params (string Name, string Content)[] others)
    {
        List<TarEntry> entries = [FileOf("edgentd", ProgramOf(version), Executable)];
        entries.AddRange(others.Select(other => FileOf(other.Name, other.Content)));
        return MakeOf(version, [.. entries]);
    }

    /// <summary>What a version's program says.</summary>
    public static string ProgramOf(string version) => $"#!/bin/sh\necho {version}\n{new string('#', 5_000)}\n";

    /// <summary>A bundle with exactly these entries.</summary>
    public byte[] MakeOf(string version, params TarEntry[] entries)
    {
        var unpacked = entries.Sum(entry => entry.Length);
        return Sign(version, Pack(entries), unpacked, entries.Length);
    }

    /// <summary>A bundle with any payload.</summary>
    public byte[] Sign(string version, byte[] payload, long unpacked, int files)
    {
        var facts = new BundleFacts
        {
            Type = Type,
            Version = version,
            Build = "Jan  2 2026 03:04:05",
            Architecture = Architecture,
            Program = "edgentd",
            PayloadBytes = payload.Length,
            PayloadSha256 = Convert.ToHexStringLower(SHA256.HashData(payload)),
            UnpackedBytes = unpacked,
            Files = files,
        };
        return [.. BundleHead.Compose(Amend(facts), _key), .. payload];
    }

    public static TarEntry FileOf(string name, string content, UnixFileMode mode = UnixFileMode.UserRead) =>
        new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = mode,
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        };

    public void Dispose() => _key.Dispose();

    private static byte[] Pack(TarEntry[] entries)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return packed.ToArray();
    }
}
