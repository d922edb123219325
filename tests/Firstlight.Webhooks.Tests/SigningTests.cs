using System.Security.Cryptography;
using System.Text;
using Firstlight.Webhooks.Tests.Support;

namespace Firstlight.Webhooks.Tests;

public sealed class SigningTests
{
    // The example of the scheme's own libraries.
    [Fact]
    public void A_signature_is_that_of_the_standard() =>
        new SecretText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .Sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1_614_265_330),
                "{\"test\": 2432232314}"u8
            )
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task For_the_overlap_messages_carry_two_signatures_and_then_one()
    {
        await using var receiver = new Receiver();
        await using var room = await WebhooksUnderTest.StartAsync();
        var first = await room.IssueAsync(new WebhookDraft { Url = receiver.Url, RequestsPerMinute = 600 });
        var second = await room.Webhooks.RotateAsync(
            WebhooksUnderTest.Actor,
            first.Webhook.Id,
            TimeSpan.FromHours(1),
            WebhooksUnderTest.Cancellation
        );

        await room.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, first.Webhook.Id, WebhooksUnderTest.Cancellation);
        room.Time.Advance(TimeSpan.FromHours(1));
        await room.Webhooks.TryOutAsync(WebhooksUnderTest.Actor, first.Webhook.Id, WebhooksUnderTest.Cancellation);

        Signatures(receiver.All[0])
            .ShouldBe([Expected(second.Value.Secret, receiver.All[0]), Expected(first.Secret, receiver.All[0])]);
        Signatures(receiver.All[1]).ShouldBe([Expected(second.Value.Secret, receiver.All[1])]);
    }

    private static string[] Signatures(Got got) => got.Headers["webhook-signature"].Split(' ');

    private static string Expected(string secret, Got got)
    {
        var signed = Encoding.UTF8.GetBytes($"{got.MessageId}.{got.Headers["webhook-timestamp"]}.{got.Text}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[6..]), signed));
    }
}
