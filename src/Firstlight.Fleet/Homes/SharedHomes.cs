using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// One of several nodes. The store decides where a device lives; what is remembered here only says in which epoch this node was told so, and is
/// no more than a claim that each commit proves again.
/// </summary>
internal sealed class SharedHomes(IHomeStore store, NodeSeat seat, IBackbone backbone, ILogger<SharedHomes> logger)
    : IHomes,
        IDeviceHomes
{
    /// <summary>A device has come to another node; the message is its id and the epoch there.</summary>
    public const string Left = "device.left";

    private static readonly TimeSpan TellPatience = TimeSpan.FromSeconds(5);

    // Bounded by the devices that live here.
    private readonly ConcurrentDictionary<DeviceId, long> _epochs = new();

    /// <summary>Called with a device that has come here without a connection and that people know as online.</summary>
    public Func<AdoptedDevice, CancellationToken, Task> Inherited { get; set; } = static (_, _) => Task.CompletedTask;

    public bool AreShared => true;

    public long EpochOf(DeviceId device) => _epochs.GetValueOrDefault(device);

    public async ValueTask<HomeTaken?> TakeAsync(DeviceId device, CancellationToken cancellation)
    {
        if (await store.TakeAsync(device, seat.Node, cancellation) is not { } taken)
            return null;
        Remember(device, taken.Epoch);
        if (taken.Before is { } before)
            _ = TellAsync(before, device, taken.Epoch);
        return taken;
    }

    public async ValueTask<NodeId?> FindElsewhereAsync(DeviceId device, CancellationToken cancellation)
    {
        // What is believed in vain is found out by the next commit.
        if (EpochOf(device) > 0)
            return null;
        if (await store.FindAsync(device, cancellation) is { } home && home.Node != seat.Node)
            return home.Node;
        // People may know it as online at a node that is gone, and nobody else would tell them of its going.
        if (await TakeAsync(device, cancellation) is { WasOnline: true } taken)
            await Inherited(new AdoptedDevice(device, taken.Epoch, LastSeenAt: null), cancellation);
        return null;
    }

    /// <summary>Devices of a node that is gone live here from now on.</summary>
    public async Task<IReadOnlyList<AdoptedDevice>> AdoptAsync(int limit, CancellationToken cancellation)
    {
        var adopted = await store.AdoptAsync(seat.Node, limit, cancellation);
        foreach (var (device, epoch, _) in adopted)
            Remember(device, epoch);
        return adopted;
    }

    public async Task<IReadOnlyCollection<DeviceId>> AppendAsync(
        FleetBatch batch,
        IReadOnlyDictionary<DeviceId, long> epochs,
        CancellationToken cancellation
    )
    {
        try
        {
            return await store.AppendAsync(batch, new HomeFence(seat.Node, epochs), cancellation);
        }
        catch (StorageUnavailableException) when (seat.IsGone)
        {
            return [.. epochs.Keys]; // Nothing that this life says is ever taken again.
        }
    }

    public bool Forget(DeviceId device, long epoch)
    {
        while (_epochs.TryGetValue(device, out var known))
        {
            if (known > epoch)
                return false;
            if (_epochs.TryRemove(KeyValuePair.Create(device, known)))
                return true;
        }

        return true;
    }

    public static (DeviceId Device, long Epoch)? ReadLeft(ReadOnlySpan<byte> message) =>
        Encoding.ASCII.GetString(message).Split(' ') is [var device, var epoch]
        && long.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (new DeviceId(id), number)
            : null;

    /// <summary>Two logins may be answered in the other order.</summary>
    private void Remember(DeviceId device, long epoch) =>
        _epochs.AddOrUpdate(device, epoch, (_, known) => Math.Max(known, epoch));

    /// <summary>So that it closes the older connection at once. Without this it learns it when it next writes about the device.</summary>
    private async Task TellAsync(NodeId before, DeviceId device, long epoch)
    {
        try
        {
            var message = Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{device.Value} {epoch}")
            );
            await backbone.AskAsync(before, Left, message, TellPatience, seat.Ended);
        }
        catch (Exception fault)
        {
            Log.LeftUntold(logger, device, before, fault);
        }
    }
}
