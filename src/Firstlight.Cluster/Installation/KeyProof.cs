using System.Security.Cryptography;
using System.Xml;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Firstlight.Cluster.Installation;

/// <summary>
/// That somebody has a key, shown without it: a text that everybody knows, sealed with the key. Who reads it learns nothing of the key that any other sealed
/// value would not tell; who does not have the key can make none that opens.
/// </summary>
internal static class KeyProof
{
    // Part of what is in the database. The second keeps a proof from being taken for anything else that the key sealed.
    private static readonly byte[] Text = "of this installation"u8.ToArray();
    private static readonly byte[] Purpose = "Firstlight.Cluster.KeyProof.v1"u8.ToArray();

    public static string NameOf(IKey key) => key.KeyId.ToString("D");

    /// <summary>False when what its file says makes no key: as if it were not there.</summary>
    public static bool IsWhole(IKey key)
    {
        try
        {
            return IsOf(key, Of(key));
        }
        catch (Exception damaged)
            when (damaged
                    is CryptographicException
                        or FormatException
                        or XmlException
                        or ArgumentException
                        or InvalidOperationException
            )
        {
            return false;
        }
    }

    public static InstallationMark Of(IKey key) => new(NameOf(key), Sealer(key).Encrypt(new(Text), new(Purpose)));

    /// <summary>False: it is another key under the same number, or damaged.</summary>
    public static bool IsOf(IKey key, InstallationMark mark)
    {
        try
        {
            return Sealer(key).Decrypt(new(mark.Value), new(Purpose)).AsSpan().SequenceEqual(Text);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IAuthenticatedEncryptor Sealer(IKey key) =>
        key.CreateEncryptor() ?? throw new CryptographicException($"Key {key.KeyId} cannot be used.");
}
