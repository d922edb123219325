using Firstlight.Protocol.Bundles;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>Installs signed bundles into the slot that is free; the next start tries the new version.</summary>
public sealed class BundleUpdater(BundleSlots slots, ILogger log) : IFirmwareUpdater
{
    private readonly BundleGate _gate = new(slots.Settings);
    private readonly BundleIntake _intake = slots.OpenIntake();

    /// <summary>Why the last bundle was not taken, in a sentence; null when it was, or there was none.</summary>
    public string? LastRefusal { get; private set; }

    /// <inheritdoc />
    public async Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation)
    {
        var fault = await InstallOrRefuseAsync(image, source, cancellation);
        LastRefusal = fault?.Message;
        if (fault is not null)
            Log.BundleRefused(log, fault.Kind, fault.Message);
        return fault is null;
    }

    internal async Task<BundleFault?> InstallOrRefuseAsync(
        Stream image,
        FirmwareSource source,
        CancellationToken cancellation
    )
    {
        var running = await slots.DescribeAsync(cancellation);
        var (facts, fault) = await _gate.ReadAsync(image, source, running.Version, cancellation);
        if (facts is null)
            return fault;
        try
        {
            if (await slots.ReserveAsync(cancellation) is not { } slot)
                return new(
                    BundleFaultKind.NotNow,
                    $"Version {running.Version} is still on trial, and the one before it is needed until it has proved itself."
                );
            if (await _intake.TakeAsync(facts, slot, image, cancellation) is { } refused)
                return refused;
            await slots.TryNextAsync(
                new InstalledVersion(slot, facts.Version, facts.Build, facts.Program),
                cancellation
            );
            Log.BundleInstalled(log, facts.Version, slot);
            return null;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return new(BundleFaultKind.NoRoom, $"The disk does not take the update: {full.Message}");
        }
    }
}
