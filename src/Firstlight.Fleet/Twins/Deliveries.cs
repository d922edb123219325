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
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task previous;
        long batch;
        DateTimeOffset at;
        lock (twin.Gate)
        {
            if (twin.Deliveries >= options.Value.DeliveriesPerDeviceMax)
            {
                outbox.Leave();
                shelf.Release(twin);
                return Busy();
            }

            (batch, at) = values.Append(who, twin, datastream, value, stamp: null);
            twin.Deliveries++;
            previous = twin.LastDelivery;
            twin.LastDelivery = mine.Task;
        }

        var delivered = DeliverAsync(twin, previous, mine, batch, new PinValue(datastream.Pin, value));
        await outbox.SavedAsync(batch, cancellation);
        return new PutResult(value, at, await InTimeAsync(delivered, cancellation));
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

    private async Task<bool> DeliverAsync(
        Twin twin,
        Task previous,
        TaskCompletionSource mine,
        long batch,
        PinValue write
    )
    {
        try
        {
            await outbox.WhenSaved(batch);
            await previous;
            return roster.Find(twin.Device) is { } session
                && await session.Link.SendAsync(new DeviceCommand.WritePin(write.Pin, write.Value), lifetime.Ended);
        }
        catch (Exception fault)
        {
            // The value is stored (or the server stops); the device asks for it by sync.
            Log.DeliveryFailed(logger, twin.Device, fault);
            return false;
        }
        finally
        {
            lock (twin.Gate)
                twin.Deliveries--;
            mine.SetResult();
            shelf.Release(twin);
        }
    }

    private static Refusal Busy() =>
        new(
            RefusalKind.LimitReached,
            "device_busy",
            "Too many writes to this device are under way. Wait for them, then write again."
        );
}
