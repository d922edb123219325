using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>The manual way: a device and its token at once, and the token again for those who may see it.</summary>
internal sealed class DeviceTokens(
    IActivationStore store,
    ITemplateCatalog templates,
    IDeviceRegistry devices,
    ITokenSealer sealer,
    IStaticTokenStore statics,
    BatchKeys batchKeys,
    IRandomSource random,
    ILiveEvents live,
    TimeProvider time,
    ILogger<DeviceTokens> logger
) : IDeviceTokens
{
    /// <summary>The device itself does not notice: its token is looked up by its hash.</summary>
    private static readonly Refusal StaysSealed = new(
        RefusalKind.Conflict,
        "token_sealed",
        "The key that sealed this token is not in the key folder. Restore the folder from its backup, or provision the device again."
    );

    /// <remarks>
    /// The device is not activated yet: its first connection does that, see <see cref="Device.ActivatedAt"/>.
    /// </remarks>
    public async Task<Outcome<IssuedDevice>> CreateDeviceAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId template,
        string? name,
        CancellationToken cancellation
    )
    {
        if (await templates.FindAsync(organisation, template, cancellation) is not { } known)
            return Refusal.NotFound("template", $"There is no template {template}.");
        var taken = name is null ? DeviceNames.For(known) : DeviceNames.Take(name);
        if (!taken.Succeeded)
            return taken.Refusal;
        var token = AuthToken.New(random);
        var device = new Device(
            await store.ReserveDeviceIdAsync(cancellation),
            organisation,
            owner,
            template,
            taken.Value,
            ActivationMethod.Manual,
            CreatedAt: time.GetUtcNow(),
            ActivatedAt: null,
            FirstConnectedAt: null,
            LastSeenAt: null,
            Online: false,
            Hardware: null,
            Metadata: new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var record = new TokenRecord(token.Hash(), sealer.Seal(token), device.Id, Session: null, TokenState.Active)
        {
            Tail = token.Tail,
        };
        await store.InsertDeviceAsync(device, record, cancellation);
        live.Publish(
            new LiveEvent(organisation, "device.changed", device.CreatedAt, new DeviceAppeared(device))
            {
                Owner = owner,
            }
        );
        Log.DeviceMade(logger, device.Id);
        return new IssuedDevice(device, token);
    }

    public async Task<Outcome<AuthToken>> RevealAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (await devices.FindAsync(organisation, device, cancellation) is null)
            return Refusal.NotFound("device", $"There is no device {device}.");
        var record = await store.FindActiveTokenAsync(device, cancellation);
        try
        {
            if (record is not null)
                return sealer.Unseal(record.Sealed);
            return await FindStaticAsync(device, cancellation) is { } token
                ? token
                : Refusal.NotFound("device_token", $"Device {device} has no token.");
        }
        catch (CryptographicException fault)
        {
            Log.TokenStaysSealed(logger, device, fault);
            return StaysSealed;
        }
    }

    public async Task<Device?> FindDeviceAsync(
        OrganisationId organisation,
        AuthToken token,
        CancellationToken cancellation
    )
    {
        var hash = token.Hash();
        var device = await store.FindTokenAsync(hash, cancellation) switch
        {
            // A claimed unit that has not connected yet: its token is still with its batch.
            null => (await statics.FindByAuthTokenAsync(hash, cancellation))?.Device,
            { Token.State: TokenState.Active, Device.Id: var id } => id,
            _ => null,
        };
        return device is { } known ? await devices.FindAsync(organisation, known, cancellation) : null;
    }

    /// <summary>A claimed unit that has not connected yet: its token is still with its batch.</summary>
    private async Task<AuthToken?> FindStaticAsync(DeviceId device, CancellationToken cancellation)
    {
        if (
            await statics.FindByDeviceAsync(device, cancellation) is not { } token
            || await statics.FindBatchAsync(token.Batch, cancellation) is not { } batch
        )
            return null;
        using var key = batchKeys.Open(batch);
        return key.Open(token).AuthToken;
    }
}
