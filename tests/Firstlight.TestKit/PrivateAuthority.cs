using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.TestKit;

/// <summary>A certificate authority that only those know who were told.</summary>
public sealed class PrivateAuthority : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset Until = From.AddDays(30);

    private readonly X509Certificate2 _root;

    /// <summary>A new one with a key of its own.</summary>
    public PrivateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Private test root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        _root = request.CreateSelfSigned(From, Until);
    }

    /// <summary>What somebody who trusts this authority carries.</summary>
    public X509Certificate2Collection Roots => [_root];

    /// <summary>The same as a PEM file holds it.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>A server's certificate with its private key.</summary>
    public X509Certificate2 Issue(IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cloud", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, From, Until, serialNumber: [1]);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <inheritdoc />
    public void Dispose() => _root.Dispose();
}
