using Firstlight.Api;
using Firstlight.Gateway;

namespace Firstlight.Cloud;

/// <summary>What the people's door says about the devices' door's certificate.</summary>
internal sealed class ShownCertificates(IGatewayAddresses addresses) : ICertificateState
{
    public ShownCertificate? Current =>
        addresses.Certificate is { } shown
            ? new ShownCertificate(
                shown.Subject,
                shown.Names,
                shown.Issuer,
                shown.NotBefore,
                shown.NotAfter,
                addresses.DevelopmentRootFile is not null
            )
            : null;

    public string? DevelopmentRootPem => addresses.DevelopmentRootFile is { } file ? File.ReadAllText(file) : null;
}
