using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>Events that devices log and settle.</summary>
internal sealed class DeviceEvents(
    Outbox outbox,
    ITemplateCatalog catalog,
    ILiveEvents live,
    TimeProvider time,
    IOptions<FleetOptions> options
)
{
    /// <summary>A longer code is dropped (activation reference, events).</summary>
    public const int CodeCharactersMax = 50;

    /// <summary>A longer description drops the whole message (log-event page of the firmware API).</summary>
    public const int DescriptionCharactersMax = 300;

    public async ValueTask<bool> LogAsync(
        DeviceIdentity who,
        Twin twin,
        string code,
        string? description,
        bool durable,
        CancellationToken cancellation
    )
    {
        if (!IsCode(code) || LifecycleEvents.Contains(code) || description?.Length > DescriptionCharactersMax)
            return false;
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        var known = template?.FindEvent(code);
        if (string.IsNullOrEmpty(description))
            description = known?.Description;
        await outbox.EnterAsync(durable, cancellation);
        long batch;
        lock (twin.Gate)
        {
            var now = time.GetUtcNow();
            twin.EventLimits ??= new EventLimits();
            if (!twin.EventLimits.TryTake(code, now, options.Value))
            {
                outbox.Leave();
                return false;
            }

            batch = outbox.Add(new EventRecord(who.Device, code, description, now));
            twin.LastBatch = batch;
            var data = new DeviceEventLogged(
                who.Device.Value,
                code,
                description,
                known?.Name,
                known?.Severity.ToString()
            );
            live.Publish(new LiveEvent(who.Organisation, "device.event", now, data) { Owner = who.Owner });
        }

        if (durable)
            await outbox.SavedAsync(who.Device, batch, cancellation);
        return true;
    }

    public async ValueTask ResolveAsync(
        DeviceIdentity who,
        Twin twin,
        string code,
        bool all,
        bool durable,
        CancellationToken cancellation
    )
    {
        if (!IsCode(code) || LifecycleEvents.Contains(code))
            return;
        await outbox.EnterAsync(durable, cancellation);
        long batch;
        lock (twin.Gate)
            twin.LastBatch = batch = outbox.Add(new ResolveRecord(who.Device, code, all, time.GetUtcNow()));
        if (durable)
            await outbox.SavedAsync(who.Device, batch, cancellation);
    }

    private static bool IsCode(string code)
    {
        if (code.Length is 0 or > CodeCharactersMax)
            return false;
        foreach (var character in code)
        {
            if (char.IsControl(character))
                return false;
        }

        return true;
    }
}
