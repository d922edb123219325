using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>A device made by hand and its token; shown once here, later only by <see cref="IDeviceTokens"/>.</summary>
public sealed record IssuedDevice(Device Device, AuthToken Token);

/// <summary>The manual way, and the tokens of devices that exist. For people's doors.</summary>
public interface IDeviceTokens
{
    /// <summary>Makes a device with an active token; on disk before this returns.</summary>
    Task<Outcome<IssuedDevice>> CreateDeviceAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId template,
        string? name,
        CancellationToken cancellation
    );

    /// <summary>
    /// The device's token; refused when there is no such device, or when the key that sealed its token is gone. The caller
    /// has checked the right and written the audit entry.
    /// </summary>
    Task<Outcome<AuthToken>> RevealAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);

    /// <summary>
    /// The organisation's device that this token lets in; null for every other token. Notes no arrival: nobody knocks with it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    Task<Device?> FindDeviceAsync(OrganisationId organisation, AuthToken token, CancellationToken cancellation);
}
