using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Cli.Cloud;

/// <summary>The authority behind a cloud's own certificate, as a PEM file names it.</summary>
internal sealed class TrustedRoot
{
    private readonly X509Certificate2Collection _roots = [];

    /// <exception cref="CommandFailure">The file is not there or holds no certificate.</exception>
    public TrustedRoot(string file)
    {
        try
        {
            _roots.ImportFromPemFile(file);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable($"The certificate to trust cannot be read: {unreadable.Message}");
        }

        if (_roots.Count == 0)
            throw Unusable($"{file} holds no certificate in PEM form.");
    }

    /// <summary>Trusts certificates of this authority and of nobody else.</summary>
    public SslClientAuthenticationOptions ToOptions()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_roots);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    private static CommandFailure Unusable(string message) =>
        new(
            ExitCodes.Usage,
            message,
            "Name the root's PEM file: --trust FILE or FIRSTLIGHT_TRUST (./run keeps it in data/tls/root.pem)."
        );
}
