using Firstlight.Core;
using Firstlight.TestKit.Programs;
using Firstlight.Webhooks.Tests.Support;

namespace Firstlight.Webhooks.Tests;

/// <summary>Of several nodes one sends what all of them have queued.</summary>
public sealed class SoleDutyTests
{
    [Fact]
    public async Task A_node_whose_duty_it_is_not_sends_nothing_and_goes_on_where_the_other_ended()
    {
        var duty = new Duty();
        await using var receiver = new Receiver();
        await using var room = await WebhooksUnderTest.StartAsync(duty: duty);
        await room.AddWebhookAsync(receiver.Url);
        var device = await room.AddDeviceAsync();
        await room.LogAsync(device, "hot", "very");
        await room.WriteAsync(device, "21");
        for (var look = 0; look < 5; look++)
            await LookAsync(room);
        receiver.All.ShouldBeEmpty();

        duty.IsOurs = true;

        await Until.TrueAsync(
            () =>
            {
                room.Time.Advance(Dispatcher.LookPause);
                return receiver.All.Count >= 2;
            },
            "the messages of before are sent",
            WebhooksUnderTest.Cancellation
        );
    }

    private static async Task LookAsync(WebhooksUnderTest room)
    {
        room.Time.Advance(Dispatcher.LookPause);
        // A turn for the loop, which has no other work.
        for (var turn = 0; turn < 20; turn++)
            await Task.Yield();
    }

    private sealed class Duty : ISoleDuty
    {
        public bool IsOurs { get; set; }
    }
}
