using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api;

/// <summary>What a question about history is about.</summary>
internal readonly record struct HistoryQuestion(IDeviceHistory History, Datastream Datastream, HistorySpan Span);

/// <summary>Finds the past that a question is about, or says why there is none.</summary>
internal sealed class HistoryLookup(
    DatastreamLookup datastreams,
    IFleet fleet,
    IDeviceRegistry registry,
    IDeviceZones zones,
    TimeProvider time
)
{
    /// <summary>How time is cut up: by the device's own clock when no zone is named.</summary>
    public async Task<Outcome<TimeBuckets>> ReadBucketsAsync(
        OrganisationId organisation,
        long device,
        string? resolution,
        string? timeZone,
        CancellationToken cancellation
    )
    {
        var buckets = HistorySpan.ReadBuckets(resolution, timeZone);
        if (!buckets.Succeeded || timeZone is not null)
            return buckets;
        // A device that is not there is refused when its history is looked for.
        return await registry.FindAsync(organisation, new DeviceId(device), cancellation) is { } found
            ? buckets.Value with
            {
                Zone = await zones.OfAsync(found, cancellation),
            }
            : buckets;
    }

    public async Task<Outcome<HistoryQuestion>> FindAsync(
        OrganisationId organisation,
        long device,
        string pin,
        DateTimeOffset? from,
        DateTimeOffset? to,
        CancellationToken cancellation
    )
    {
        var span = HistorySpan.Read(from, to, time);
        if (!span.Succeeded)
            return span.Refusal;
        var datastream = await datastreams.FindAsync(organisation, new DeviceId(device), pin, cancellation);
        if (!datastream.Succeeded)
            return datastream.Refusal;
        var history = await fleet.FindHistoryAsync(organisation, new DeviceId(device), cancellation);
        return history.Succeeded ? new HistoryQuestion(history.Value, datastream.Value, span.Value) : history.Refusal;
    }

    /// <summary>As <see cref="FindAsync"/>, for what can only be said of numbers.</summary>
    public async Task<Outcome<HistoryQuestion>> FindNumbersAsync(
        OrganisationId organisation,
        long device,
        string pin,
        DateTimeOffset? from,
        DateTimeOffset? to,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(organisation, device, pin, from, to, cancellation);
        return found.Succeeded && !DatastreamRules.IsNumber(found.Value.Datastream.Type)
            ? new Refusal(
                RefusalKind.Conflict,
                "not_numeric",
                $"{found.Value.Datastream.Name} holds {found.Value.Datastream.Type}, which cannot be added up. Read its values by 'history'.",
                "pin"
            )
            : found;
    }
}
