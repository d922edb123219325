using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>The device of a static token, in the moment it appears.</summary>
internal static class StaticUnits
{
    /// <summary>A device of the token's template in its issuer's organisation, nobody's, that has not connected yet.</summary>
    /// <exception cref="StorageUnavailableException">Its template is not there: the store contradicts itself.</exception>
    public static async Task<Device> BornAsync(
        IActivationStore ids,
        ITemplateCatalog templates,
        StaticToken token,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        // A template with static tokens is not deleted.
        var template =
            await templates.FindAsync(token.Organisation, token.Template, cancellation)
            ?? throw new StorageUnavailableException($"The template of {token} is not there.");
        return new Device(
            await ids.ReserveDeviceIdAsync(cancellation),
            token.Organisation,
            Owner: null,
            token.Template,
            token.Name ?? DeviceNames.For(template),
            ActivationMethod.Static,
            CreatedAt: now,
            ActivatedAt: null,
            FirstConnectedAt: null,
            LastSeenAt: null,
            Online: false,
            Hardware: null,
            new Dictionary<string, string>(token.Metadata, StringComparer.Ordinal)
        );
    }
}
