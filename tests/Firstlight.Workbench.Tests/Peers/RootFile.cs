using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Workbench.Tests.Peers;

/// <summary>A PEM file with a certificate to trust.</summary>
internal sealed class RootFile : IDisposable
{
    public RootFile()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Private test root", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path, root.ExportCertificatePem());
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
