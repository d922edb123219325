using System.Net;
using System.Text.Json.Nodes;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Firstlight.Webhooks.Tests.Support;

namespace Firstlight.Webhooks.Tests;

/// <summary>What happens is told, once it is stored: to real sockets, from a real database.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private WebhooksUnderTest _room = null!;

    private static CancellationToken Cancellation => WebhooksUnderTest.Cancellation;

    public async ValueTask InitializeAsync() => _room = await WebhooksUnderTest.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Everything_that_happens_to_a_device_is_told_in_its_order()
    {
        var webhook = await _room.AddWebhookAsync(_receiver.Url);
        var device = await _room.AddDeviceAsync();
        await _room.AppendAsync(
            events: [new EventRecord(device, "online", null, _room.Time.GetUtcNow())],
            presence: [new PresenceRecord(device, Online: true, _room.Time.GetUtcNow(), Connected: true)]
        );
        await _room.LogAsync(device, "hot", "very");
        await _room.WriteAsync(device, "21");
        await _room.LogAsync(device, "offline");

        await GotAsync(5);
        _receiver
            .All.Select(got => (string?)JsonNode.Parse(got.Text)!["type"])
            .ShouldBe(["device.activated", "device.online", "device.event", "datastream", "device.offline"]);
        _receiver.MostAtOnce.ShouldBe(1);
        var value = JsonNode.Parse(_receiver.All[3].Text)!["data"]!;
        value["device"]!["name"]!.GetValue<string>().ShouldBe($"Lamp \"{device}\"");
        value["datastream"]!.GetValue<string>().ShouldBe("Level");
        value["value"]!.GetValue<string>().ShouldBe("21");
        JsonNode.Parse(_receiver.All[2].Text)!["data"]!["description"]!.GetValue<string>().ShouldBe("very");
        await _room.TriedAsync(webhook, attempts: 1);
        (await _room.FindAsync(webhook)).Health.LastSuccessAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_device_made_by_hand_is_activated_by_its_first_connection_only()
    {
        await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Activated | WebhookTriggers.Event);
        var device = await _room.AddDeviceAsync();
        for (var visit = 0; visit < 2; visit++)
            await _room.AppendAsync(
                presence: [new PresenceRecord(device, Online: true, _room.Time.GetUtcNow(), Connected: true)]
            );
        await _room.LogAsync(device, "end");

        await GotAsync(2);
        _receiver.All[0].Text.ShouldContain("\"method\":\"Manual\"");
        _receiver.All[1].Text.ShouldContain("\"code\":\"end\"");
    }

    [Fact]
    public async Task A_restart_tells_who_was_online()
    {
        await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Offline);
        var device = await _room.AddDeviceAsync();
        await _room.AppendAsync(
            presence: [new PresenceRecord(device, Online: true, _room.Time.GetUtcNow(), Connected: true)]
        );

        await _room.Fleet.MarkAllOfflineAsync(_room.Time.GetUtcNow(), Cancellation);

        await GotAsync(1);
        _receiver.All[0].Text.ShouldContain("device.offline");
    }

    [Fact]
    public async Task Only_what_a_webhook_asked_for_is_told()
    {
        var other = await _room.AddTemplateAsync("TMPLother000");
        var narrow = WebhooksUnderTest.Of(WebhookTriggers.Event | WebhookTriggers.Datastream) with
        {
            Template = _room.Template,
            Pin = new VirtualPin(3),
            EventCodes = ["hot"],
        };
        await _room.IssueAsync(
            new WebhookDraft
            {
                Url = _receiver.Url,
                Interest = narrow,
                RequestsPerMinute = 600,
            }
        );
        var device = await _room.AddDeviceAsync();
        var stranger = await _room.AddDeviceAsync(other.Id);

        await _room.LogAsync(stranger, "hot");
        await _room.LogAsync(device, "cold");
        await _room.LogAsync(device, "online");
        await _room.WriteAsync(device, "1");
        await _room.LogAsync(device, "hot");

        await GotAsync(1);
        _receiver.All.ShouldHaveSingleItem().Text.ShouldContain("\"code\":\"hot\"");
    }

    [Fact]
    public async Task A_flood_of_values_becomes_its_newest_value_and_says_how_many_it_replaced()
    {
        var gate = new TaskCompletionSource();
        _receiver.Gate = gate.Task;
        await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Datastream);
        var device = await _room.AddDeviceAsync();
        await _room.WriteAsync(device, "0");
        await GotAsync(1);

        for (var value = 1; value <= 50; value++)
            await _room.WriteAsync(device, $"{value}", $"{value + 0.5}");
        gate.SetResult();

        await GotAsync(2);
        var last = JsonNode.Parse(_receiver.All[1].Text)!["data"]!;
        last["value"]!.GetValue<string>().ShouldBe("50.5");
        last["skipped"]!.GetValue<int>().ShouldBe(99);
    }

    [Fact]
    public async Task A_full_queue_becomes_dead_letters_and_then_a_count()
    {
        _receiver.Gate = new TaskCompletionSource().Task;
        var webhook = await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Event);
        var device = await _room.AddDeviceAsync();
        await _room.LogAsync(device, "first");
        await GotAsync(1);

        var more = Enumerable.Range(0, WebhookDelivery.WaitingMax + WebhookDelivery.DeadMax + 7);
        await _room.AppendAsync(
            events: [.. more.Select(number => new EventRecord(device, $"e{number}", null, _room.Time.GetUtcNow()))]
        );

        var health = (await _room.FindAsync(webhook)).Health;
        health.Waiting.ShouldBe(1 + WebhookDelivery.WaitingMax);
        health.Dead.ShouldBe(WebhookDelivery.DeadMax);
        health.Lost.ShouldBe(7);
        (await _room.DeliveriesAsync(webhook, DeliveryState.Dead))[0].Reason!.ShouldStartWith("The queue was full");
    }

    [Fact]
    public async Task A_receiver_that_hangs_slows_no_other_down()
    {
        await using var hanging = new Receiver { Gate = new TaskCompletionSource().Task };
        for (var webhook = 0; webhook < 20; webhook++)
            await _room.AddWebhookAsync(hanging.Url, WebhookTriggers.Event);
        await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Event);
        var device = await _room.AddDeviceAsync();

        for (var number = 0; number < 30; number++)
            await _room.LogAsync(device, $"e{number}");

        await GotAsync(30);
        hanging.All.Count.ShouldBeLessThanOrEqualTo(20);
    }

    [Fact]
    public async Task A_webhook_is_called_as_often_as_its_rate_allows_and_no_more()
    {
        await _room.IssueAsync(
            new WebhookDraft
            {
                Url = _receiver.Url,
                Interest = WebhooksUnderTest.Of(WebhookTriggers.Event),
                RequestsPerMinute = 10,
            }
        );
        var device = await _room.AddDeviceAsync();
        for (var number = 0; number < 15; number++)
            await _room.LogAsync(device, $"e{number}");
        await GotAsync(10);
        // The loop waits for the next moment, and nothing comes before it.
        await Until.TrueAsync(() => _room.Time.WaitingTimers > 0, "the loop waits", Cancellation);
        _room.Time.Advance(TimeSpan.FromSeconds(5.9));
        _receiver.All.Count.ShouldBe(10);

        _room.Time.Advance(TimeSpan.FromSeconds(0.2));

        await GotAsync(11);
        _receiver.All.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_failure_that_says_so()
    {
        using var authority = new PrivateAuthority();
        using var certificate = authority.Issue(IPAddress.Loopback);
        await using var untrusted = new Receiver(certificate);
        var webhook = await _room.AddWebhookAsync(untrusted.Url.Replace("http:", "https:", StringComparison.Ordinal));

        var trial = await _room.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, webhook.Id, Cancellation);

        trial.Value.Succeeded.ShouldBeFalse();
        trial.Value.Reason!.ShouldStartWith("TLS failed");
        untrusted.All.ShouldBeEmpty();
    }

    private Task GotAsync(int count) =>
        Until.TrueAsync(() => _receiver.All.Count >= count, $"{count} messages came", Cancellation);
}
