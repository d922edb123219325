using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Gateway.Tls;

/// <summary>
/// A root of this installation's own and a server certificate under it, so that TLS works from the first start. Devices
/// and browsers that trust <c>root.pem</c> trust the server.
/// </summary>
internal sealed class DevelopmentCertificate(TlsOptions options, TimeProvider time, IRandomSource random)
{
    /// <summary>As long as a person keeps an installation.</summary>
    private static readonly TimeSpan RootLifetime = TimeSpan.FromDays(10 * 365);

    /// <summary>Apple's limit for certificates under a root of one's own is 825 days, everyone's for public ones 398.</summary>
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(397);

    /// <summary>How long before its end the server certificate is replaced.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>A device whose clock is a little behind accepts the certificate.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private const int SerialBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private string Folder => options.DevelopmentFolder!;

    public string RootFile => Path.Combine(Folder, "root.pem");

    public string ServerFile => Path.Combine(Folder, "server.pem");

    public string ServerKeyFile => Path.Combine(Folder, "server-key.pem");

    private string RootKeyFile => Path.Combine(Folder, "root-key.pem");

    /// <summary>Makes what is missing, unreadable, about to expire or without one of the names. True when something was made.</summary>
    public bool Ensure()
    {
        Directory.CreateDirectory(Folder);
        using var storedRoot = TryLoad(RootFile, RootKeyFile);
        var now = time.GetUtcNow();
        var rootIsGood = storedRoot is not null && PemPair.EndOf(storedRoot) > now + RenewBefore;
        if (rootIsGood && ServerIsGood(storedRoot!, now))
            return false;

        using var root = rootIsGood ? storedRoot! : MakeRoot(now);
        MakeServer(root, now);
        return true;
    }

    private bool ServerIsGood(X509Certificate2 root, DateTimeOffset now)
    {
        using var server = TryLoad(ServerFile, ServerKeyFile);
        if (server is null || PemPair.EndOf(server) <= now + RenewBefore)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(server) && NamesIn(server).IsSupersetOf(Names());
    }

    private X509Certificate2 MakeRoot(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=Firstlight development root ({Environment.MachineName})",
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var root = request.CreateSelfSigned(now - ClockSlack, now + RootLifetime);
        Write(RootKeyFile, key.ExportPkcs8PrivateKeyPem(), OwnerOnly);
        Write(RootFile, root.ExportCertificatePem(), Everyone);
        return root;
    }

    private void MakeServer(X509Certificate2 root, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Firstlight", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server Authentication")], false)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        request.CertificateExtensions.Add(SubjectAlternativeNames());

        var notAfter = Earlier(now + LeafLifetime, PemPair.EndOf(root));
        using var server = request.Create(root, now - ClockSlack, notAfter, NewSerial());
        Write(ServerKeyFile, key.ExportPkcs8PrivateKeyPem(), OwnerOnly);
        Write(ServerFile, server.ExportCertificatePem(), Everyone);
    }

    private X509Extension SubjectAlternativeNames()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in Names())
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build();
    }

    private IEnumerable<string> Names() =>
        new[] { "localhost", Environment.MachineName, "127.0.0.1", "::1" }
            .Concat(options.ExtraNames)
            .Where(name => Uri.CheckHostName(name) is not UriHostNameType.Unknown)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names and addresses that a certificate is for.</summary>
    public static HashSet<string> NamesIn(X509Certificate2 server)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var extension in server.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.UnionWith(extension.EnumerateDnsNames());
            names.UnionWith(extension.EnumerateIPAddresses().Select(address => address.ToString()));
        }

        return names;
    }

    private byte[] NewSerial()
    {
        var serial = new byte[SerialBytes];
        random.Fill(serial);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // Positive, and its length fixed.
        return serial;
    }

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) =>
        first < second ? first : second;

    private static X509Certificate2? TryLoad(string certificateFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception exception)
            when (exception is IOException or CryptographicException or ArgumentException or UnauthorizedAccessException
            )
        {
            // Missing or damaged: the caller makes new ones.
            return null;
        }
    }

    private static void Write(string file, string text, UnixFileMode mode)
    {
        // Beside first, then renamed: a reader sees the old file or the new one. The mode is there before the first byte.
        var beside = file + ".new";
        File.Delete(beside);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = mode;
        using (var stream = new FileStream(beside, how))
        {
            stream.Write(Encoding.ASCII.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}
