using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Tls;
using Firstlight.TestKit;
using Firstlight.TestKit.Native;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Tests.Tls;

public sealed class CertificateTests
{
    [Fact]
    public async Task The_first_start_makes_a_root_and_a_server_certificate_and_says_where()
    {
        await using var host = await GatewayHost.StartAsync(
            options => options.Tls.ExtraNames = ["cloud.home", "192.168.1.5"],
            tls: true
        );
        var folder = Path.Combine(host.Folder, "tls");
        Directory
            .GetFiles(folder)
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe(["root-key.pem", "root.pem", "server-key.pem", "server.pem"]);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var key in new[] { "root-key.pem", "server-key.pem" })
                File.GetUnixFileMode(Path.Combine(folder, key))
                    .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        host.Addresses.DevelopmentRootFile.ShouldBe(Path.Combine(folder, "root.pem"));
        host.Logs.Lines.ShouldContain(line => line.Id == 7101 && line.Line.Contains("root.pem"));

        using var server = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "server.pem"));
        server.GetECDsaPublicKey()!.KeySize.ShouldBe(256);
        foreach (
            var name in new[] { "localhost", "127.0.0.1", "::1", Environment.MachineName, "cloud.home", "192.168.1.5" }
        )
            server.MatchesHostname(name, allowCommonName: false).ShouldBeTrue(name);
        server.MatchesHostname("elsewhere.org", allowCommonName: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
#pragma warning disable SYSLIB0039, CA5397 // Old on purpose.
    [InlineData(SslProtocols.Tls11, false)]
#pragma warning restore SYSLIB0039, CA5397
    public async Task Only_the_two_newest_versions_of_tls_are_spoken(SslProtocols version, bool spoken)
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var plain = await NativeClient.ConnectAsync(host.TlsPort);
        await using var tls = new SslStream(plain.Stream);
        var options = NativeClient.Trusting(host.Root);
        options.EnabledSslProtocols = version;
        options.ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        var fault = await Record.ExceptionAsync(() =>
            tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken)
        );
        (fault is null).ShouldBe(spoken);
        if (spoken)
            tls.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http11);
    }

    [Fact]
    public void Later_starts_use_the_same_certificate_until_a_name_is_missing_or_its_end_is_near()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-tls-").FullName;
        try
        {
            var time = new ManualTime();
            Make().ShouldBeTrue();
            var root = Read("root.pem");
            var server = Read("server.pem");

            Make().ShouldBeFalse();
            Read("server.pem").ShouldBe(server);

            Make("cloud.home").ShouldBeTrue();
            Read("server.pem").ShouldNotBe(server);
            Read("root.pem").ShouldBe(root);

            server = Read("server.pem");
            time.Advance(TimeSpan.FromDays(368));
            Make("cloud.home").ShouldBeTrue();
            Read("server.pem").ShouldNotBe(server);
            Read("root.pem").ShouldBe(root);

            File.WriteAllText(Path.Combine(folder, "root-key.pem"), "damaged");
            Make("cloud.home").ShouldBeTrue();
            Read("root.pem").ShouldNotBe(root);
            Make("cloud.home").ShouldBeFalse();

            bool Make(params string[] names) =>
                new DevelopmentCertificate(
                    new TlsOptions { DevelopmentFolder = folder, ExtraNames = names },
                    time,
                    new SeededRandom(seed: 7)
                ).Ensure();
            string Read(string file) => File.ReadAllText(Path.Combine(folder, file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_running_server_renews_its_development_certificate_before_it_ends()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-tls-").FullName;
        try
        {
            var time = new ManualTime();
            var options = new GatewayOptions();
            (options.Tls.DevelopmentFolder, options.Tls.ReloadInterval) = (folder, TimeSpan.FromDays(1));
            using var certificates = new ServerCertificates(
                Options.Create(options),
                time,
                new SeededRandom(seed: 7),
                NullLogger<ServerCertificates>.Instance
            );
            await certificates.StartAsync(TestContext.Current.CancellationToken);
            var before = Shown();
            time.Advance(TimeSpan.FromDays(360));
            Shown().ShouldBe(before);
            time.Advance(TimeSpan.FromDays(8));
            Shown().ShouldNotBe(before);

            string Shown() => certificates.Current!.ServerCertificateContext!.TargetCertificate.Thumbprint;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Changed_files_are_taken_over_and_bad_ones_are_not()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-pem-").FullName;
        try
        {
            var (certificate, key) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
            var first = Write("first");
            await using var host = await GatewayHost.StartAsync(options =>
            {
                options.Addresses = [new(IPAddress.Loopback, 0, Tls: true)];
                (options.Tls.CertificateFile, options.Tls.KeyFile) = (certificate, key);
            });
            (await ShownAsync(host)).ShouldBe(first);

            // Half a change, then rubbish, then nothing at all: the old one stays, and one line per complaint says so.
            var second = Write("second", keyToo: false);
            foreach (
                var damage in new Action[]
                {
                    () => { },
                    () => File.WriteAllText(certificate, "rubbish"),
                    () => File.Delete(certificate),
                }
            )
            {
                damage();
                host.Time.Advance(TimeSpan.FromMinutes(1));
                (await ShownAsync(host)).ShouldBe(first);
            }

            host.Logs.Lines.Count(line => line.Id == 7104).ShouldBe(3);
            host.Logs.Lines.ShouldNotContain(line => line.Line.Contains("PRIVATE"));

            second = Write("third");
            host.Time.Advance(TimeSpan.FromSeconds(10));
            (await ShownAsync(host)).ShouldBe(second);
            host.Addresses.DevelopmentRootFile.ShouldBeNull();

            string Write(string name, bool keyToo = true)
            {
                using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var request = new CertificateRequest($"CN={name}", pair, HashAlgorithmName.SHA256);
                var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var made = request.CreateSelfSigned(start, start.AddYears(20));
                File.WriteAllText(certificate, made.ExportCertificatePem());
                if (keyToo)
                    File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
                return made.Thumbprint;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("missing.pem", "missing.pem")]
    [InlineData("missing.pem", null)]
    public async Task A_start_with_files_that_cannot_be_used_says_so(string certificate, string? key)
    {
        var fault = await Should.ThrowAsync<Exception>(async () =>
            await GatewayHost.StartAsync(options =>
                (options.Tls.CertificateFile, options.Tls.KeyFile) = (certificate, key)
            )
        );
        fault.Message.ShouldContain(key ?? "key file", Case.Sensitive);
    }

    [Fact]
    public async Task A_port_in_use_says_so()
    {
        await using var host = await GatewayHost.StartAsync();
        var fault = await Should.ThrowAsync<IOException>(async () =>
            await GatewayHost.StartAsync(options =>
                options.Addresses = [new(IPAddress.Loopback, host.Port, Tls: false)]
            )
        );
        fault.Message.ShouldContain($"{host.Port}");
    }

    private static async Task<string> ShownAsync(GatewayHost host)
    {
        await using var plain = await NativeClient.ConnectAsync(host.TlsPort);
        await using var tls = new SslStream(plain.Stream);
        var shown = "";
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = ((X509Certificate2)certificate!).Thumbprint;
                return shown.Length > 0;
            },
        };
        await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return shown;
    }
}
