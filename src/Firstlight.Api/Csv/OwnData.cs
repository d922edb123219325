using System.Runtime.CompilerServices;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api;

/// <summary>What is known about one person, read page by page.</summary>
internal sealed class OwnData(
    IPeopleDirectory people,
    IPasskeys passkeys,
    IDeviceRegistry registry,
    IFleet fleet,
    IProvisioning provisioning,
    IAuditLog audit
)
{
    private const int DevicesPerPage = 100;
    private const int EventsPerPage = 1_000;

    public async Task<OwnAccountLine> ReadAccountAsync(Caller caller, CancellationToken cancellation)
    {
        var person = await people.FindAsync(caller.Home, caller.Person, cancellation);
        var keys = await passkeys.ListAsync(caller.Person, cancellation);
        return new OwnAccountLine(
            caller.Person.Value,
            caller.Name,
            caller.Email,
            caller.RoleName,
            caller.Home.Value,
            person?.CreatedAt,
            person?.LastSignInAt,
            [.. keys.Select(key => new OwnPasskey(key.Name, key.CreatedAt, key.LastUsedAt))]
        );
    }

    public async IAsyncEnumerable<OwnDevice> ReadDevicesAsync(
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var device in PagesAsync(caller, cancellation))
        {
            var values = await fleet.ReadValuesAsync(caller.Home, device.Id, cancellation);
            // One that was removed since its page was read has none.
            yield return new OwnDevice(
                DeviceAnswer.Of(device, fleet),
                values.Succeeded ? [.. values.Value.Select(ValueAnswer.Of)] : []
            );
        }
    }

    public async IAsyncEnumerable<OwnEvent> ReadEventsAsync(
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var device in PagesAsync(caller, cancellation))
        {
            string? cursor = null;
            do
            {
                var page = await fleet.ReadEventsAsync(caller.Home, device.Id, EventsPerPage, cursor, cancellation);
                if (!page.Succeeded)
                    break;
                foreach (var one in page.Value.Items)
                    yield return new OwnEvent(device.Id.Value, EventAnswer.Of(one));
                cursor = page.Value.Next;
            } while (cursor is not null);
        }
    }

    public async IAsyncEnumerable<SessionAnswer> ReadAttemptsAsync(
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new SessionQuery(State: null, Device: null, Cursor: null, SessionQuery.LimitMax)
        {
            Owner = caller.Person,
        };
        do
        {
            var page = (await provisioning.ListAsync(caller.Home, query, cancellation)).Value;
            foreach (var session in page.Items)
                yield return SessionAnswer.Of(session);
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);
    }

    public async IAsyncEnumerable<OwnAction> ReadActionsAsync(
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var entry in audit.ReadOwnAsync(caller.Person, cancellation))
            yield return new OwnAction(
                entry.At,
                entry.Organisation.Value,
                entry.Action,
                entry.Subject,
                entry.RemoteAddress
            );
    }

    private async IAsyncEnumerable<Device> PagesAsync(
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new DeviceQuery(Search: null, Template: null, Online: null, Cursor: null, DevicesPerPage)
        {
            Owner = caller.Person,
        };
        do
        {
            var page = (await registry.ListAsync(caller.Home, query, cancellation)).Value;
            foreach (var device in page.Items)
                yield return device;
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);
    }
}

internal sealed record OwnAccountLine(
    long Id,
    string Name,
    string Email,
    string RoleName,
    long OrganisationId,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? LastSignInAt,
    IReadOnlyList<OwnPasskey> Passkeys
);

internal sealed record OwnPasskey(string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

internal sealed record OwnDevice(DeviceAnswer Device, IReadOnlyList<ValueAnswer> Values);

internal sealed record OwnEvent(long DeviceId, EventAnswer Event);

internal sealed record OwnAction(
    DateTimeOffset At,
    long OrganisationId,
    string Action,
    string Subject,
    string? RemoteAddress
);
