using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// People's writes: to disk, then to the device, in one order for both. Once a write is in the outbox its delivery does
/// not depend on the person who waits for it any more: whoever hangs up leaves no value that only the disk knows.
/// </summary>
internal sealed class Deliveries(
    TwinShelf shelf,
    DeviceValues values,
    Outbox outbox,
    Roster roster,
    FleetLifetime lifetime,
    TimeProvider time,
    IOptions<FleetOptions> options,
    ILogger<Deliveries> logger
)
{
    public async Task<Outcome<PutResult>> PutAsync(
        DeviceIdentity who,
        Datastream datastream,
        string value,
        CancellationToken cancellation
    )
    {
        await outbox.EnterAsync(durable: true, cancellation);
        var twin = shelf.Hold(who.Device);
        try
        {
            DeliveryTurn turn;
            long batch;
            DateTimeOffset at;
            lock (twin.Gate)
            {
                if (!TryQueue(twin, out turn))
                {
                    outbox.Leave();
                    return Busy();
                }

                (batch, at) = values.Append(who, twin, datastream, value, stamp: null);
            }

            var delivered = DeliverAsync(twin, turn, batch, [new PinValue(datastream.Pin, value)]);
            await outbox.SavedAsync(who.Device, batch, cancellation);
            return new PutResult(value, at, await InTimeAsync(delivered, cancellation));
        }
        finally
        {
            shelf.Release(twin);
        }
    }

    /// <summary>Another device's write, kept and sent; whoever wrote it waits for neither.</summary>
    public async ValueTask<BridgeResult> PassOnAsync(
        DeviceIdentity to,
        Datastream datastream,
        DeviceCommand.WritePin write,
        CancellationToken cancellation
    )
    {
        await outbox.EnterAsync(durable: false, cancellation);
        var twin = shelf.Hold(to.Device);
        DeliveryTurn? turn;
        long batch;
        lock (twin.Gate)
        {
            if (!TryQueue(twin, isNeeded: true, out turn))
            {
                outbox.Leave();
                shelf.Release(twin);
                return BridgeResult.Busy;
            }

            batch = values.Append(to, twin, datastream, write.Value, stamp: null).Batch;
        }

        return PassOn(twin, turn, batch, write);
    }

    /// <summary>Another device's write that is kept nowhere.</summary>
    public BridgeResult PassOn(DeviceId to, DeviceCommand.WritePin write)
    {
        var twin = shelf.Hold(to);
        DeliveryTurn? turn;
        bool queued;
        lock (twin.Gate)
            queued = TryQueue(twin, isNeeded: true, out turn);
        if (queued)
            return PassOn(twin, turn, batch: 0, write);
        shelf.Release(twin);
        return BridgeResult.Busy;
    }

    /// <summary>
    /// As <see cref="TryQueue(Twin, out DeliveryTurn)"/> for a call that only needs a turn while the device is connected; one that
    /// connects later asks for its values by sync.
    /// </summary>
    public bool TryQueue(Twin twin, bool isNeeded, out DeliveryTurn? turn)
    {
        turn = null;
        if (!isNeeded || roster.Find(twin.Device) is null)
            return true;
        var queued = TryQueue(twin, out var mine);
        turn = queued ? mine : null;
        return queued;
    }

    /// <summary>Sends the writes when they are on disk and their turn has come. The caller holds the twin until this returns its task.</summary>
    public Task<bool> DeliverAsync(Twin twin, DeliveryTurn turn, long batch, IReadOnlyList<PinValue> writes) =>
        DeliverAsync(
            twin,
            turn,
            batch,
            [.. writes.Select(static write => new DeviceCommand.WritePin(write.Pin, write.Value))]
        );

    private BridgeResult PassOn(Twin twin, DeliveryTurn? turn, long batch, DeviceCommand.WritePin write)
    {
        if (turn is { } mine)
            _ = DeliverAsync(twin, mine, batch, [write]);
        shelf.Release(twin);
        return turn is null ? BridgeResult.Offline : BridgeResult.Sent;
    }

    private async Task<bool> DeliverAsync(Twin twin, DeliveryTurn turn, long batch, DeviceCommand.WritePin[] writes)
    {
        shelf.Hold(twin.Device);
        try
        {
            await outbox.WhenSaved(batch);
            outbox.CheckTaken(twin.Device, batch);
            await turn.Previous;
            return roster.Find(twin.Device) is { } session && await SendAsync(session, writes);
        }
        catch (Exception fault)
        {
            // The values are stored (or the server stops); the device asks for them by sync.
            Log.DeliveryFailed(logger, twin.Device, fault);
            return false;
        }
        finally
        {
            lock (twin.Gate)
                twin.Deliveries--;
            turn.Mine.SetResult();
            shelf.Release(twin);
        }
    }

    private async Task<bool> SendAsync(DeviceSession session, DeviceCommand.WritePin[] writes)
    {
        foreach (var write in writes)
        {
            if (!await session.Link.SendAsync(write, lifetime.Ended))
                return false;
        }

        return true;
    }

    /// <summary>Takes a turn behind the earlier deliveries; false when there are too many. Call it under the twin's gate.</summary>
    private bool TryQueue(Twin twin, out DeliveryTurn turn)
    {
        turn = default;
        if (twin.Deliveries >= options.Value.DeliveriesPerDeviceMax)
            return false;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turn = new DeliveryTurn(twin.LastDelivery, mine);
        twin.Deliveries++;
        twin.LastDelivery = mine.Task;
        return true;
    }

    private async Task<bool> InTimeAsync(Task<bool> delivered, CancellationToken cancellation)
    {
        try
        {
            return await delivered.WaitAsync(options.Value.DeliveryPatience, time, cancellation);
        }
        catch (TimeoutException)
        {
            return false; // the value is stored; the delivery goes on without the person
        }
    }

    private static Refusal Busy() =>
        new(
            RefusalKind.LimitReached,
            "device_busy",
            "Too many writes to this device are under way. Wait for them, then write again."
        );
}

/// <summary>A delivery's place behind the earlier ones of its device.</summary>
internal readonly record struct DeliveryTurn(Task Previous, TaskCompletionSource Mine);
