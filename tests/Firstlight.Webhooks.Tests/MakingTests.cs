using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.TestKit.Programs;
using Firstlight.Webhooks.Tests.Support;

namespace Firstlight.Webhooks.Tests;

public sealed class MakingTests : IAsyncLifetime
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

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("hook")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com/#part")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[fe80::1]/")]
    public async Task An_address_that_cannot_work_is_refused(string url) =>
        (await CreateAsync(new WebhookDraft { Url = url })).Refusal!.Field.ShouldBe("url");

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://2130706433/")]
    public async Task Without_the_operators_word_only_https_to_the_internet_is_taken(string url)
    {
        await using var strict = await WebhooksUnderTest.StartAsync(options => options.AllowPrivateAddresses = false);
        var draft = new WebhookDraft
        {
            Name = "Hook",
            Url = url,
            Interest = WebhooksUnderTest.Of(WebhookTriggers.Online),
        };

        var made = await strict.Webhooks.CreateAsync(WebhooksUnderTest.Actor, draft, Cancellation);

        made.Refusal!.Field.ShouldBe("url");
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_it_is_called()
    {
        await using var strict = await WebhooksUnderTest.StartAsync(options => options.AllowPrivateAddresses = false);
        var url = _receiver.Url.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal);
        var webhook = await strict.AddWebhookAsync(url);

        var trial = await strict.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, webhook.Id, Cancellation);

        trial.Value.Reason!.ShouldContain("must not reach");
        _receiver.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{device_authToken}", "AuthToken is never sent")]
    [InlineData("{\"a\": {device_x}}", "{device_x}")]
    public async Task A_placeholder_that_there_is_not_is_named(string body, string words)
    {
        var refusal = (await CreateAsync(new WebhookDraft { Url = _receiver.Url, Body = body })).Refusal!;

        refusal.Field.ShouldBe("body");
        refusal.Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_body_of_ones_own_is_filled_and_escaped()
    {
        var device = await _room.AddDeviceAsync();
        await _room.IssueAsync(
            new WebhookDraft
            {
                Url = _receiver.Url,
                RequestsPerMinute = 600,
                Body = "{\"text\": \"{device_name} says {event_description}\", \"id\": {device_id}}",
            }
        );

        await _room.LogAsync(device, "hot", "\"hot\"\n");

        await Until.TrueAsync(() => _receiver.All.Count == 1, "it came", Cancellation);
        var text = JsonNode.Parse(_receiver.All[0].Text)!;
        text["text"]!.GetValue<string>().ShouldBe($"Lamp \"{device}\" says \"hot\"\n");
        text["id"]!.GetValue<long>().ShouldBe(device.Value);
    }

    [Theory]
    [InlineData("Host", "x")]
    [InlineData("content-type", "x")]
    [InlineData("webhook-signature", "x")]
    [InlineData("X Y", "x")]
    [InlineData("X-Key", "a\r\nb: c")]
    [InlineData("X-Key", "")]
    [InlineData("X-Key", null)]
    public async Task A_header_that_cannot_be_is_refused(string name, string? value)
    {
        var headers = new Dictionary<string, string?> { [name] = value };

        (await CreateAsync(new WebhookDraft { Url = _receiver.Url, Headers = headers })).Refusal!.Field.ShouldBe(
            "headers"
        );
    }

    [Fact]
    public async Task A_header_keeps_its_value_when_none_is_given_and_goes_when_it_is_left_out()
    {
        var webhook = (
            await _room.IssueAsync(
                new WebhookDraft
                {
                    Url = _receiver.Url,
                    RequestsPerMinute = 600,
                    Headers = new Dictionary<string, string?> { ["X-Key"] = "secret", ["X-Old"] = "1" },
                }
            )
        ).Webhook;
        await ChangeAsync(webhook, new WebhookDraft { Headers = new Dictionary<string, string?> { ["X-Key"] = null } });

        await _room.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, webhook.Id, Cancellation);

        _receiver.All[0].Headers["X-Key"].ShouldBe("secret");
        _receiver.All[0].Headers.ContainsKey("X-Old").ShouldBeFalse();
    }

    [Fact]
    public async Task To_hear_of_the_organisations_below_one_must_be_able_to_act_there()
    {
        var draft = new WebhookDraft
        {
            Name = "Hook",
            Url = _receiver.Url,
            Interest = WebhooksUnderTest.Of(WebhookTriggers.Online) with { IncludesBelow = true },
        };
        var actor = WebhooksUnderTest.Actor with { Permissions = Permissions.ManageWebhooks };

        (await _room.Webhooks.CreateAsync(actor, draft, Cancellation)).Refusal!.Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task The_webhook_of_another_organisation_is_not_there()
    {
        var webhook = await _room.AddWebhookAsync(_receiver.Url);
        var stranger = WebhooksUnderTest.Actor with { Organisation = new OrganisationId(99) };

        (await _room.Webhooks.DeleteAsync(stranger, webhook.Id, Cancellation)).Refusal!.Kind.ShouldBe(
            RefusalKind.NotFound
        );
        (await _room.Webhooks.TryOutAsync(stranger, webhook.Id, Cancellation)).Succeeded.ShouldBeFalse();
        _receiver.All.ShouldBeEmpty();
    }

    private Task<Outcome<IssuedWebhook>> CreateAsync(WebhookDraft draft) =>
        _room.Webhooks.CreateAsync(
            WebhooksUnderTest.Actor,
            draft with
            {
                Name = "Hook",
                Interest = WebhooksUnderTest.Of(WebhookTriggers.Online),
            },
            Cancellation
        );

    private async Task ChangeAsync(Webhook webhook, WebhookDraft draft) =>
        (
            await _room.Webhooks.ChangeAsync(WebhooksUnderTest.Actor, webhook.Id, draft, Cancellation)
        ).Refusal.ShouldBeNull();
}
