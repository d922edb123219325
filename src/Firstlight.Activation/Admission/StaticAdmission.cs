using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>
/// The first connection of a unit with a static token: its AuthToken becomes its device's, and the device appears in the
/// issuer's organisation unless somebody claimed it before.
/// </summary>
internal sealed class StaticAdmission(
    IStaticTokenStore store,
    IActivationStore ids,
    ITemplateCatalog templates,
    ITokenSealer sealer,
    ILiveEvents live,
    TimeProvider time,
    ILogger<StaticAdmission> logger
)
{
    /// <summary>False when a healthy store knows no such static token. After true, the token is to be looked up again.</summary>
    public async Task<bool> TryConnectAsync(AuthToken token, TokenHash hash, CancellationToken cancellation)
    {
        if (await store.FindByAuthTokenAsync(hash, cancellation) is not { } seen)
            return false;
        var born = seen.Device is null
            ? await StaticUnits.BornAsync(ids, templates, seen, time.GetUtcNow(), cancellation)
            : null;
        var device = seen.Device ?? born!.Id;
        var record = new TokenRecord(hash, sealer.Seal(token), device, Session: null, TokenState.Active)
        {
            Tail = token.Tail,
        };
        // Not cancellable: a unit that hangs up in this moment may be connected for good, and people must hear of it.
        if (!await store.TryConnectAsync(seen, born, record, CancellationToken.None))
            return true;
        if (born is not null)
        {
            live.Publish(new LiveEvent(born.Organisation, "device.changed", born.CreatedAt, new DeviceAppeared(born)));
            Log.UnclaimedUnitConnected(logger, seen.Id, born.Id);
        }

        return true;
    }
}
