using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Edgent.Daemon;

/// <summary>The authorities in the file that <c>cloud.trust</c> names.</summary>
internal static class TrustedRoots
{
    /// <summary>Null: those of the system.</summary>
    public static X509Certificate2Collection? Read(string? file, Section cloud)
    {
        if (file is null)
            return null;
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
            if (roots.Count == 0)
                cloud.Complain("trust", $"{file} holds no certificate in PEM form.");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            cloud.Complain("trust", $"{file} cannot be read: {unreadable.Message}");
        }

        return roots;
    }
}
