namespace Firstlight.Api.Tests.Support;

/// <summary>A development certificate that ends in ten days by the test's clock.</summary>
public sealed class FakeCertificates(TimeProvider time) : ICertificateState
{
    public const string Root = "-----BEGIN CERTIFICATE-----\nroot\n-----END CERTIFICATE-----\n";

    public ShownCertificate? Current =>
        new(
            "CN=Firstlight",
            ["localhost", "127.0.0.1"],
            "CN=Firstlight development root",
            time.GetUtcNow() - TimeSpan.FromDays(1),
            time.GetUtcNow() + TimeSpan.FromDays(10),
            IsDevelopment: true
        );

    public string? DevelopmentRootPem => Root;
}
