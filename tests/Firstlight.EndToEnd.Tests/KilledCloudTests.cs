using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promise 1 and 2: what was answered is on disk. The cloud is killed at random moments while sessions run; afterwards
/// every token handed out still works, every activation that was answered is there, and no device is there twice.
/// </summary>
public sealed class KilledCloudTests(ITestOutputHelper output)
{
    private const int SessionsAtOnce = 50;

    [Fact]
    public async Task Killed_at_random_moments_the_cloud_loses_no_token_and_no_activation()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var kills = TestMode.Times(bounded: 8, full: 100);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();

        var ledger = new Ledger();
        var (port, tlsPort) = (0, 0);
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await CloudProcess.StartAsync(
                scratch.Path,
                cancellation,
                port,
                tlsPort,
                "--flood-limit",
                "off"
            );
            (port, tlsPort) = (cloud.Port, cloud.TlsPort);
            using var api = await RestClient.SignInAsync(cloud, cancellation);
            ledger.TemplateId ??= await api.CreateTemplateAsync("Kill Test", cancellation);

            var (handedOut, activated) = (ledger.HandedOut.Count, ledger.Activated.Count);
            var isLate = round % 2 == 1;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var workers = Enumerable
                .Range(0, SessionsAtOnce)
                .Select(_ => WorkAsync(api, port, ledger, stop.Token))
                .ToArray();
            // From its first token or its first activation on, so that a slow machine is caught at work too.
            await Until.TrueAsync(
                () => Task.FromResult(isLate ? ledger.Activated.Count > activated : ledger.HandedOut.Count > handedOut),
                "the cloud is at work",
                cancellation
            );
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 600)), TimeProvider.System, cancellation);
            await cloud.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }

        await using var survivor = await CloudProcess.StartAsync(
            scratch.Path,
            cancellation,
            port,
            tlsPort,
            "--flood-limit",
            "off"
        );
        using var survivorApi = await RestClient.SignInAsync(survivor, cancellation);
        await EveryAnswerHoldsAsync(survivorApi, survivor.Port, ledger, cancellation);
        output.WriteLine($"{ledger.HandedOut.Count} tokens handed out, {ledger.Activated.Count} activations answered");
        ledger.Activated.Count.ShouldBeGreaterThan(kills, "the test must have caught the cloud at work");
    }

    /// <summary>One phone and its devices: session, login, template; again until the cloud dies.</summary>
    private static async Task WorkAsync(RestClient api, int port, Ledger ledger, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                using var response = await api.Http.PostAsJsonAsync(
                    "api/v1/provisioning/sessions",
                    new { },
                    cancellation
                );
                if (response.StatusCode != HttpStatusCode.Created)
                    continue;
                var session = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
                var issued = new Issued(
                    session["id"]!.GetValue<long>(),
                    session["deviceId"]!.GetValue<long>(),
                    session["token"]!.GetValue<string>()
                );
                ledger.HandedOut[issued.Device] = issued;

                await using var device = await NativeSocket.TryConnectAsync(port, cancellation);
                if (device is null || await device.LoginAsync(issued.Token, cancellation) != StatusCode.Success)
                    continue;
                if (await device.ReportTemplateAsync(ledger.TemplateId!, cancellation) == StatusCode.Success)
                    ledger.Activated[issued.Device] = issued;
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            // The cloud was killed under our hands: what it had not answered does not count.
        }
    }

    private static async Task EveryAnswerHoldsAsync(
        RestClient api,
        int port,
        Ledger ledger,
        CancellationToken cancellation
    )
    {
        var devices = (await api.AllDevicesAsync(cancellation))
            .Select(device => device["id"]!.GetValue<long>())
            .ToList();
        devices.Count.ShouldBe(devices.Distinct().Count(), "no device twice");
        ledger.Activated.Keys.Except(devices).ShouldBeEmpty("every answered activation is there");
        devices.Except(ledger.HandedOut.Keys).ShouldBeEmpty("no device without a token that was handed out");

        // Every token that was handed out comes in: as a device, or pending and ready to become one.
        foreach (var issued in ledger.HandedOut.Values)
        {
            await using var device = await NativeSocket.TryConnectAsync(port, cancellation);
            (await device!.LoginAsync(issued.Token, cancellation)).ShouldBe(
                StatusCode.Success,
                $"token of device {issued.Device}"
            );
            (await device.ReportTemplateAsync(ledger.TemplateId!, cancellation)).ShouldBe(StatusCode.Success);
        }

        var all = (await api.AllDevicesAsync(cancellation)).Select(device => device["id"]!.GetValue<long>()).ToList();
        ledger.HandedOut.Keys.Except(all).ShouldBeEmpty("every token became its device");
        all.Count.ShouldBe(all.Distinct().Count(), "still no device twice");
    }

    private sealed record Issued(long Session, long Device, string Token);

    private sealed class Ledger
    {
        public string? TemplateId { get; set; }

        public ConcurrentDictionary<long, Issued> HandedOut { get; } = new();

        public ConcurrentDictionary<long, Issued> Activated { get; } = new();
    }
}
