using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Firstlight.Protocol.Bundles;

/// <summary>The keys of bundles: a maker signs with the private one, devices carry the public one. PEM, ECDSA over P-256.</summary>
public static class BundleKey
{
    private const int Bits = 256;

    /// <summary>A new pair. The private one signs for every device there is: it belongs in a safe.</summary>
    public static (string PrivatePem, string PublicPem) Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key.ExportPkcs8PrivateKeyPem() + "\n", key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    /// <summary>Reads a key, private or public; false when the text is none of the right kind. The caller disposes it.</summary>
    public static bool TryRead(string pem, [NotNullWhen(true)] out ECDsa? key)
    {
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(pem);
            // Its name differs from system to system; its size and its object identifier do not.
            if (read.KeySize == Bits && read.ExportParameters(false).Curve.Oid.Value is "1.2.840.10045.3.1.7")
            {
                key = read;
                return true;
            }
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            // Told by the answer.
        }

        read.Dispose();
        key = null;
        return false;
    }

    /// <summary>Reads a key that can sign; false for any other text, also for the public half.</summary>
    public static bool TryReadPrivate(string pem, [NotNullWhen(true)] out ECDsa? key)
    {
        if (!TryRead(pem, out key))
            return false;
        try
        {
            key.SignHash(new byte[SHA256.HashSizeInBytes]);
            return true;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            key = null;
            return false;
        }
    }
}
