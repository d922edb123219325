using System.Buffers;
using System.Security.Cryptography;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Takes a payload in: as it comes onto the disk, then compared with what was signed, and only then looked into and unpacked into a slot that
/// is free.
/// </summary>
internal sealed class BundleIntake(SlotFolder folder, ISlotDisk disk)
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>A disk is not filled to its last byte: settings have to be kept, too.</summary>
    private const long SpareBytes = 8 * 1024 * 1024;

    /// <summary>Null when the version is in its slot, whole and on the medium; nothing refers to it yet.</summary>
    public async Task<BundleFault?> TakeAsync(
        BundleFacts facts,
        string slot,
        Stream bundle,
        CancellationToken cancellation
    )
    {
        try
        {
            folder.Clear(slot);
            var needed = facts.PayloadBytes + facts.UnpackedBytes + SpareBytes;
            var free = disk.FreeBytes(folder.Path);
            if (free < needed)
                return new(BundleFaultKind.NoRoom, $"The update needs {needed:N0} bytes, and {free:N0} are free.");
            var fault =
                await ReceiveAsync(facts, bundle, cancellation)
                ?? await new BundleUnpacker(disk, facts).UnpackAsync(
                    folder.Incoming,
                    folder.PartOf(slot),
                    cancellation
                );
            if (fault is null)
                folder.Keep(slot);
            disk.Delete(folder.Incoming);
            return fault;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return new(BundleFaultKind.NoRoom, $"The disk does not take the update: {full.Message}");
        }
    }

    private async Task<BundleFault?> ReceiveAsync(BundleFacts facts, Stream bundle, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            await using var file = disk.Create(folder.Incoming, isProgram: false);
            for (var left = facts.PayloadBytes; ; )
            {
                var (count, fault) = await ReadAsync(bundle, buffer, cancellation);
                if (fault is not null)
                    return fault;
                if (count == 0)
                    return left > 0 ? Damaged($"ends {left:N0} bytes early") : Compare(digest, facts);
                if (count > left)
                    return Damaged("goes on behind its end");
                digest.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A stream that breaks is a fault of the bundle, not of the disk.</summary>
    private static async Task<(int Count, BundleFault? Fault)> ReadAsync(
        Stream bundle,
        byte[] buffer,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await bundle.ReadAsync(buffer, cancellation), null);
        }
        catch (IOException broken)
        {
            return (0, Damaged($"breaks off: {broken.Message}"));
        }
    }

    private static BundleFault? Compare(IncrementalHash digest, BundleFacts facts) =>
        Convert.ToHexStringLower(digest.GetHashAndReset()) == facts.PayloadSha256
            ? null
            : Damaged("is not the one that was signed: its SHA-256 is another");

    private static BundleFault Damaged(string how) => new(BundleFaultKind.DamagedPayload, $"The bundle {how}.");
}
