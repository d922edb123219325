using Firstlight.Protocol.Bundles;

namespace Firstlight.Edgent.Linux;

/// <summary>Judges a bundle by its head, before a byte of its payload is read.</summary>
internal sealed class BundleGate(SlotSettings settings)
{
    /// <summary>What the bundle says; null, and why, when it is not for this device.</summary>
    public async Task<(BundleFacts? Facts, BundleFault? Fault)> ReadAsync(
        Stream bundle,
        FirmwareSource source,
        string runningVersion,
        CancellationToken cancellation
    )
    {
        if (settings.TrustedKey is not { } pem || !BundleKey.TryRead(pem, out var key))
            return Refuse(BundleFaultKind.NotNow, "This device takes no updates: it has no public key of its maker.");
        using var trusted = key;
        var bytes = new byte[BundleHead.BytesMax];
        try
        {
            var read = await bundle.ReadAtLeastAsync(
                bytes.AsMemory(0, BundleHead.StartBytes),
                BundleHead.StartBytes,
                throwOnEndOfStream: false,
                cancellation
            );
            if (BundleHead.ReadLength(bytes.AsSpan(0, read), out var fault) is not { } length)
                return (null, fault);
            await bundle.ReadExactlyAsync(bytes.AsMemory(read, length - read), cancellation);
            if (!BundleHead.TryRead(bytes.AsSpan(0, length), out var head, out fault))
                return (null, fault);
            // Whoever did not sign it does not learn what else is wrong with it.
            fault = head.FindFault(trusted) ?? Judge(head.Facts, source, runningVersion);
            return fault is null ? (head.Facts, null) : (null, fault);
        }
        catch (IOException broken)
        {
            return Refuse(BundleFaultKind.DamagedPayload, $"The bundle breaks off: {broken.Message}");
        }
    }

    private BundleFault? Judge(BundleFacts facts, FirmwareSource source, string runningVersion)
    {
        if (facts.Type != settings.Type)
            return new(
                BundleFaultKind.OtherType,
                $"The bundle is for devices of type {facts.Type}; this one is of type {settings.Type}."
            );
        if (facts.Architecture != settings.Architecture)
            return new(
                BundleFaultKind.OtherArchitecture,
                $"The bundle is for {facts.Architecture}; this device is {settings.Architecture}."
            );
        if (facts.PayloadBytes > settings.PayloadBytesMax || facts.UnpackedBytes > settings.UnpackedBytesMax)
            return new(
                BundleFaultKind.NoRoom,
                $"The bundle has {facts.PayloadBytes:N0} bytes, {facts.UnpackedBytes:N0} unpacked; this device takes at most "
                    + $"{settings.PayloadBytesMax:N0} and {settings.UnpackedBytesMax:N0}."
            );
        // The access point is open to all: with an old version that its maker signed once, anybody could bring back what was mended since.
        return source == FirmwareSource.AccessPoint && BundleVersion.Compare(facts.Version, runningVersion) <= 0
            ? new(
                BundleFaultKind.VersionNotAllowed,
                $"The bundle has version {facts.Version} and this device {runningVersion}; only the cloud can order the same or an older one."
            )
            : null;
    }

    private static (BundleFacts? Facts, BundleFault? Fault) Refuse(BundleFaultKind kind, string message) =>
        (null, new BundleFault(kind, message));
}
