using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.TestKit.Programs;
using Firstlight.Webhooks.Tests.Support;

namespace Firstlight.Webhooks.Tests;

/// <summary>What follows when a receiver does not take a message.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private WebhooksUnderTest _room = null!;
    private Webhook _webhook = null!;

    private static CancellationToken Cancellation => WebhooksUnderTest.Cancellation;

    public async ValueTask InitializeAsync()
    {
        _room = await WebhooksUnderTest.StartAsync();
        _webhook = await _room.AddWebhookAsync(_receiver.Url, WebhookTriggers.Event);
    }

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_tried_again_with_the_same_id_until_it_is_taken()
    {
        _receiver.Answer = _ => _receiver.All.Count < 4 ? "500 Oops" : "200 OK";
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");

        for (var attempt = 1; attempt < 4; attempt++)
            Pass(await _room.TriedAsync(_webhook, attempt));

        var last = await _room.TriedAsync(_webhook, attempts: 4);
        last.State.ShouldBe(DeliveryState.Delivered);
        _receiver.All.Select(got => got.MessageId).Distinct().ShouldHaveSingleItem().ShouldBe(last.MessageId);
        _receiver.All.Select(got => got.Text).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_pauses_grow_threefold_spread_by_a_fifth_and_end_in_a_dead_letter()
    {
        _receiver.Answer = _ => "503 Busy";
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");
        var expected = TimeSpan.FromSeconds(10);
        WebhookDelivery tried;
        for (
            var attempt = 1;
            (tried = await _room.TriedAsync(_webhook, attempt)).State == DeliveryState.Waiting;
            attempt++
        )
        {
            var pause = tried.NextAt - _room.Time.GetUtcNow();
            pause.ShouldBeInRange(expected * 0.8, expected * 1.2);
            expected = Min(expected * 3, TimeSpan.FromHours(4));
            Pass(tried);
        }

        tried.State.ShouldBe(DeliveryState.Dead);
        tried.Attempts.ShouldBeInRange(11, 12);
        tried.Reason.ShouldBe("The receiver answered 503.");
        (_room.Time.GetUtcNow() - tried.QueuedAt).ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(24));
        var health = (await _room.FindAsync(_webhook)).Health;
        health.Dead.ShouldBe(1);
        health.FailingSince.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_it_up_to_an_hour_for_every_message()
    {
        _receiver.Answer = _ => "429 Slow Down\r\nRetry-After: 120\r\n\r\n";
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");
        var first = await _room.TriedAsync(_webhook, attempts: 1);
        (first.NextAt - _room.Time.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(120));

        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");
        _receiver.Answer = _ => "429 Slow Down\r\nRetry-After: 999999\r\n\r\n";
        _room.Time.Advance(TimeSpan.FromSeconds(119));
        _receiver.All.Count.ShouldBe(1);
        _room.Time.Advance(TimeSpan.FromSeconds(1));

        var second = await _room.TriedAsync(_webhook, attempts: 1);
        second.Id.ShouldNotBe(first.Id);
        (second.NextAt - _room.Time.GetUtcNow()).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_message_that_fails_holds_back_those_of_its_device_and_not_those_of_others()
    {
        var (one, other) = (await _room.AddDeviceAsync(), await _room.AddDeviceAsync());
        _receiver.Answer = got =>
            got.Text.Contains("\"code\":\"bad\"", StringComparison.Ordinal) && _receiver.All.Count == 1
                ? "500 No"
                : "200 OK";
        await _room.LogAsync(one, "bad");
        var bad = await _room.TriedAsync(_webhook, attempts: 1);
        await _room.LogAsync(one, "later");
        await _room.LogAsync(other, "free");
        _room.Time.Advance(TimeSpan.FromSeconds(2));

        await Until.TrueAsync(() => _receiver.All.Count == 2, "the other device's came", Cancellation);
        await _room.TriedAsync(_webhook, attempts: 1);
        Pass(bad);

        await Until.TrueAsync(() => _receiver.All.Count == 4, "all came", Cancellation);
        _receiver
            .All.Select(got => System.Text.Json.Nodes.JsonNode.Parse(got.Text)!["data"]!["code"]!.GetValue<string>())
            .ShouldBe(["bad", "free", "bad", "later"]);
    }

    [Theory]
    [InlineData("301 Moved\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "redirects are not followed")]
    [InlineData("404 Not Found", "The receiver answered 404.")]
    [InlineData(null, "The receiver broke the connection off")]
    public async Task Whatever_is_no_2xx_is_a_failure_with_its_reason(string? answer, string reason)
    {
        _receiver.Answer = _ => answer;
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");

        var tried = await _room.TriedAsync(_webhook, attempts: 1);

        tried.State.ShouldBe(DeliveryState.Waiting);
        tried.Reason!.ShouldContain(reason);
        _receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_given_ten_seconds()
    {
        _receiver.Gate = new TaskCompletionSource().Task;
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");
        await Until.TrueAsync(() => _receiver.All.Count == 1, "it came", Cancellation);

        _room.Time.Advance(TimeSpan.FromSeconds(10));

        (await _room.TriedAsync(_webhook, attempts: 1)).Reason.ShouldBe("No answer within 10 seconds.");
    }

    [Fact]
    public async Task Of_a_huge_answer_the_beginning_is_read()
    {
        _receiver.Answer = _ => "200 OK\r\n\r\n" + new string('x', 5_000_000);

        var trial = await _room.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, _webhook.Id, Cancellation);

        trial.Value.Succeeded.ShouldBeTrue();
        trial.Value.Answer.ShouldBe(new string('x', 500));
    }

    [Fact]
    public async Task Dead_letters_are_sent_again_when_somebody_says_so()
    {
        _receiver.Answer = _ => "410 Gone";
        await _room.LogAsync(await _room.AddDeviceAsync(), "hot");
        var dead = await _room.TriedAsync(_webhook, attempts: 1);
        await Until.TrueAsync(async () => !(await _room.FindAsync(_webhook)).Enabled, "it is off", Cancellation);
        (await _room.FindAsync(_webhook)).Health.DisabledBecause!.ShouldContain("410");
        _room.Audit.Actions.ShouldContain($" {AuditActions.WebhookDisabled} webhook/{_webhook.Id}");
        await Until.TrueAsync(() => _room.Mail.Told.Count == 1, "its administrators are told", Cancellation);
        var (told, concerned, notice) = _room.Mail.Told[0];
        (told, concerned).ShouldBe((OrganisationId.Root, Permissions.ManageWebhooks));
        notice.Subject.ShouldBe($"The webhook {_webhook.Name} is switched off");
        notice.Text.ShouldContain("410 Gone");
        notice.Text.ShouldNotContain(_receiver.Url);

        _receiver.Answer = _ => "200 OK";
        await _room.Webhooks.ChangeAsync(
            WebhooksUnderTest.Actor,
            _webhook.Id,
            new WebhookDraft { Enabled = true },
            Cancellation
        );
        var again = await _room.Webhooks.SendAgainAsync(
            WebhooksUnderTest.Actor,
            _webhook.Id,
            delivery: null,
            Cancellation
        );

        again.Value.ShouldBe(1);
        _room.Time.Advance(TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => _receiver.All.Count == 2, "it came again", Cancellation);
        _receiver.All[1].MessageId.ShouldBe(dead.MessageId);
        (await _room.FindAsync(_webhook)).Health.Dead.ShouldBe(0);
    }

    [Fact]
    public async Task Three_days_of_failure_switch_a_webhook_off()
    {
        _receiver.Answer = _ => "500 No";
        var device = await _room.AddDeviceAsync();
        await _room.LogAsync(device, "hot");
        await _room.TriedAsync(_webhook, attempts: 1);
        _room.Time.Advance(TimeSpan.FromDays(3));

        await Until.TrueAsync(async () => !(await _room.FindAsync(_webhook)).Enabled, "it is off", Cancellation);
        await _room.LogAsync(device, "unheard");

        (await _room.DeliveriesAsync(_webhook)).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Dead);
    }

    // To the moment of the next attempt. The loop may still be on its way to its delay: it looks at the clock then.
    private void Pass(WebhookDelivery delivery) => _room.Time.Advance(delivery.NextAt - _room.Time.GetUtcNow());

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
