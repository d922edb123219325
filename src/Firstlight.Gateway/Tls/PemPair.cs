using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Gateway.Tls;

/// <summary>A certificate with its key and intermediates, from two PEM texts.</summary>
internal static class PemPair
{
    /// <summary>The moment from which on clients refuse it.</summary>
    public static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    /// <summary>What TLS needs: leaf with key, and the certificates between it and its root.</summary>
    /// <exception cref="CryptographicException">The texts are no certificate and matching key; the message holds no secret.</exception>
    public static SslStreamCertificateContext Read(string certificatePem, string keyPem)
    {
        X509Certificate2 leaf;
        try
        {
            leaf = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (ArgumentException mismatch)
        {
            throw new CryptographicException("The private key does not belong to the certificate.", mismatch);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificatePem);
        var intermediates = new X509Certificate2Collection();
        foreach (var certificate in chain.Where(certificate => certificate.Thumbprint != leaf.Thumbprint))
            intermediates.Add(certificate);

        // Offline: the files say what to send, and a start must not wait for the internet.
        return SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }
}
