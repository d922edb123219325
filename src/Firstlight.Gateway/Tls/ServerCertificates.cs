using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Tls;

/// <summary>
/// The certificate that callers are shown. Looks at its files every few seconds and takes a changed pair over; a pair that
/// does not fit together is reported once and the one in use stays.
/// </summary>
internal sealed class ServerCertificates(
    IOptions<GatewayOptions> options,
    TimeProvider time,
    IRandomSource random,
    ILogger<ServerCertificates> logger
) : IDisposable
{
    private readonly Lock _gate = new();
    private DevelopmentCertificate? _development;
    private (string Certificate, string Key) _seen;
    private string? _complaint;
    private SslServerAuthenticationOptions? _current;
    private ITimer? _timer;

    /// <summary>For one handshake; null when TLS is not configured.</summary>
    public SslServerAuthenticationOptions? Current => Volatile.Read(ref _current);

    public string? DevelopmentRootFile => _development?.RootFile;

    /// <summary>What is shown now; null when TLS is not configured.</summary>
    public GatewayCertificate? Describe() =>
        Current?.ServerCertificateContext?.TargetCertificate is { } shown
            ? new GatewayCertificate(
                shown.Subject,
                [.. DevelopmentCertificate.NamesIn(shown).Order(StringComparer.OrdinalIgnoreCase)],
                shown.Issuer,
                new DateTimeOffset(shown.NotBefore),
                PemPair.EndOf(shown)
            )
            : null;

    private TlsOptions Tls => options.Value.Tls;

    private string CertificateFile => Tls.CertificateFile ?? _development!.ServerFile;

    private string KeyFile => Tls.CertificateFile is null ? _development!.ServerKeyFile : Tls.KeyFile!;

    /// <summary>Loads the certificate for the first time.</summary>
    /// <exception cref="CertificateRefusedException">It cannot be used; the message names the files and what is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (!Tls.Configured)
            return;

        if (Tls.CertificateFile is null)
        {
            _development = new DevelopmentCertificate(Tls, time, random);
            if (_development.Ensure())
                Log.DevelopmentCertificateMade(logger, _development.RootFile);
            else
                Log.DevelopmentCertificateUsed(logger, _development.RootFile);
        }

        try
        {
            var certificate = await File.ReadAllTextAsync(CertificateFile, cancellation);
            var key = await File.ReadAllTextAsync(KeyFile, cancellation);
            Use(certificate, key);
        }
        catch (Exception fault) when (IsBadFile(fault))
        {
            throw new CertificateRefusedException(
                $"The TLS certificate {CertificateFile} with key {KeyFile} cannot be used: {fault.Message}",
                fault
            );
        }

        _timer = time.CreateTimer(
            static self => ((ServerCertificates)self!).LookForChange(),
            this,
            Tls.ReloadInterval,
            Tls.ReloadInterval
        );
    }

    public ValueTask StopAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    public void Dispose() => _timer?.Dispose();

    private void LookForChange()
    {
        lock (_gate)
        {
            try
            {
                if (_development is not null && NearsItsEnd() && _development.Ensure())
                    Log.DevelopmentCertificateMade(logger, _development.RootFile);
                var read = (Certificate: File.ReadAllText(CertificateFile), Key: File.ReadAllText(KeyFile));
                if (read == _seen)
                    return;
                Use(read.Certificate, read.Key);
                Log.CertificateReloaded(logger, CertificateFile);
                _complaint = null;
            }
            catch (Exception fault) when (IsBadFile(fault))
            {
                // Perhaps half a change, which a later look completes. The same complaint is made once.
                if (fault.Message != _complaint)
                    Log.CertificateKept(logger, CertificateFile, fault.Message);
                _complaint = fault.Message;
            }
        }
    }

    private bool NearsItsEnd() =>
        PemPair.EndOf(Current!.ServerCertificateContext!.TargetCertificate)
        <= time.GetUtcNow() + DevelopmentCertificate.RenewBefore;

    private void Use(string certificatePem, string keyPem)
    {
        var context = PemPair.Read(certificatePem, keyPem);
        var end = PemPair.EndOf(context.TargetCertificate);
        if (end < time.GetUtcNow())
            Log.CertificateExpired(logger, CertificateFile, end);
        Volatile.Write(
            ref _current,
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = context,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                CertificateRevocationCheckMode = System
                    .Security
                    .Cryptography
                    .X509Certificates
                    .X509RevocationMode
                    .NoCheck,
            }
        );
        _seen = (certificatePem, keyPem);
    }

    private static bool IsBadFile(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or CryptographicException;
}
