using System.Net;
using System.Security.Cryptography.X509Certificates;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The configuration for haproxy that we hand out, with the real haproxy in front of a real cloud.</summary>
public sealed class HaproxyTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Haproxy_takes_it_without_a_warning()
    {
        var (code, said) = await HaproxyProcess.CheckAsync(Cancellation);
        code.ShouldBe(0, said);
        said.ShouldNotContain("WARNING");
    }

    [Fact]
    public async Task Every_protocol_passes_and_a_node_that_drains_gets_nothing_new_and_loses_nobody()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.File("data"),
            Cancellation,
            more: ["--drain-delay", "600", "--proxies", HaproxyProcess.Address]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Balanced", Cancellation);
        var (native, overTls, mqtt) = (
            await MakeAsync(api, template),
            await MakeAsync(api, template),
            await MakeAsync(api, template)
        );
        await using var balancer = await HaproxyProcess.StartAsync(scratch, cloud, Cancellation);

        await using var device = (await NativeSocket.TryConnectAsync(balancer.Port, Cancellation))!;
        (await device.LoginAsync(native, Cancellation)).ShouldBe(StatusCode.Success);
        await device.WriteAsync(0, "21.5", Cancellation);
        (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);

        await using (var client = await MqttClient.ConnectAsync(balancer.Port))
        {
            (await client.LogInAsync(mqtt)).Reason.ShouldBe(ReasonCode.Success);
            await client.PingPongAsync();
        }

        using var root = X509CertificateLoader.LoadCertificateFromFile(cloud.RootCertificate);
        var tls = await NativeClient.ConnectTlsAsync(balancer.TlsPort, root);
        await using (tls.Stream)
        {
            (await tls.LogInAsync(overTls)).ShouldBe((ushort)StatusCode.Success);
        }

        await using (var stranger = await NativeClient.ConnectAsync(balancer.Port, from: IPAddress.Parse("127.0.0.7")))
        {
            (await stranger.LogInAsync(new string('x', 32))).ShouldBe((ushort)StatusCode.InvalidToken);
            await Until.TrueAsync(
                () => cloud.Output.Contains("Refused a token from 127.0.0.7", StringComparison.Ordinal),
                "the caller's own address is in the log",
                Cancellation
            );
        }

        await using (
            var curl = Child.Start(
                "curl",
                ["-sS", "--cacert", cloud.RootCertificate, $"https://localhost:{balancer.TlsPort}/readyz"]
            )
        )
        {
            (await curl.WaitForExitAsync(Cancellation)).ShouldBe(0, curl.Output);
            curl.Output.ShouldContain("ready");
        }

        var ended = cloud.TerminateAsync(Cancellation);
        await Until.TrueAsync(
            async () => !await MayComeAsync(balancer.Port, mqtt),
            "the balancer gives the node nothing new",
            Cancellation
        );
        (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success, "who is there stays");
        (await MayComeAsync(cloud.Port, mqtt)).ShouldBeTrue("the node itself still takes everybody");
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        await ended;
    }

    private static async Task<string> MakeAsync(RestClient api, string template)
    {
        var made = await api.PostAsync(
            "api/v1/devices",
            new { templateId = template, name = "Balanced" },
            HttpStatusCode.Created,
            Cancellation
        );
        return made["token"]!.GetValue<string>();
    }

    private static async Task<bool> MayComeAsync(int port, string token)
    {
        await using var socket = await NativeSocket.TryConnectAsync(port, Cancellation);
        return socket is not null && await socket.LoginAsync(token, Cancellation) == StatusCode.Success;
    }
}
