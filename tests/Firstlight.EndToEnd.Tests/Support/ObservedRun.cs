using System.Net;
using System.Net.Http.Json;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>
/// A day in the life of a real cloud with a collector: an activation, an attempt that is cancelled, a stranger's token, values, a webhook. It is over when
/// the tests look; the usual interval of a minute never comes, so all they see was sent at the stop.
/// </summary>
public sealed class ObservedRun : IAsyncLifetime
{
    private const string WrongToken = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly Scratch _scratch = new();
    private OtlpReceiver? _collector;

    /// <summary>What nobody may find in what was sent.</summary>
    public IReadOnlyList<string> Secrets { get; private set; } = [];

    /// <summary>Which trace the receiver of the webhook was told.</summary>
    public string? ToldTrace { get; private set; }

    internal OtlpReceiver Collector => _collector!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _collector = await OtlpReceiver.StartAsync(cancellation);
        await using var receiver = await WebhookReceiver.StartAsync(cancellation);
        await using var cloud = await CloudProcess.StartAsync(
            _scratch.Path,
            cancellation,
            more: ["--private-webhooks", "--otlp", _collector.Address]
        );
        using var api = await RestClient.SignInAsync(cloud, cancellation);
        await receiver.HearAsync(api, ["Activated"], cancellation);
        var template = await api.CreateTemplateAsync("Observed", cancellation);

        var cancelled = await api.StartSessionAsync(new { }, cancellation);
        using (
            var answer = await api.Http.PostAsJsonAsync(
                $"api/v1/provisioning/sessions/{cancelled["sessionId"] ?? cancelled["id"]}/cancel",
                new { },
                cancellation
            )
        )
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        var token = (await api.StartSessionAsync(new { }, cancellation))["token"]!.GetValue<string>();
        await using (var device = (await NativeSocket.TryConnectAsync(cloud.Port, cancellation))!)
        {
            (await device.LoginAsync(token, cancellation)).ShouldBe(StatusCode.Success);
            (await device.ReportTemplateAsync(template, cancellation)).ShouldBe(StatusCode.Success);
            await device.WriteAsync(0, "21.5", cancellation);
            (await device.PingAsync(cancellation)).ShouldBe(StatusCode.Success);
            using var update = await api.Http.GetAsync($"external/api/update?token={token}&v0=22.5", cancellation);
            update.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await using (var stranger = (await NativeSocket.TryConnectAsync(cloud.Port, cancellation))!)
            (await stranger.LoginAsync(WrongToken, cancellation)).ShouldBe(StatusCode.InvalidToken);
        await using (var noise = (await NativeSocket.TryConnectAsync(cloud.Port, cancellation))!)
        {
            (await noise.TrySendAsync(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, cancellation)).ShouldBeTrue();
            (await noise.PingAsync(cancellation)).ShouldBeNull("whoever speaks no protocol is cut off");
        }

        await Until.TrueAsync(() => receiver.Messages.Count == 1, "the receiver is told", cancellation);
        ToldTrace = (string?)receiver.Messages[0]["traceparent"];
        (await cloud.TerminateAsync(cancellation)).ShouldBe(0, cloud.Output);
        cloud.Output.ShouldNotContain("[9001]");
        Secrets = [token, WrongToken, cancelled["token"]!.GetValue<string>(), CloudProcess.OwnerEmail, receiver.Url];
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        _scratch.Dispose();
    }
}
