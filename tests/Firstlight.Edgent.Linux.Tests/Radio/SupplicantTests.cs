using System.Collections.Concurrent;
using Firstlight.Edgent.Linux.Tests.Bus;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>What only wpa_supplicant knows: who is on the access point, and that a WPA3 password is refused.</summary>
public sealed class SupplicantTests
{
    private readonly LogLines _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Phones_that_come_and_go_are_counted()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var supplicant = await FakeSupplicant.StartAsync(daemon.Address);
        await using var bus = await daemon.ConnectAsync();
        var counts = new ConcurrentQueue<int>();
        await using var stations = Stations.Begin(bus, "wlan0", counts.Enqueue, _log);

        foreach (var count in new[] { 1, 2, 0 })
        {
            // The first one may come before anybody listens; it is counted all the same.
            await supplicant.HoldAsync(count);
            await Until.TrueAsync(
                () => counts.LastOrDefault() == count && !counts.IsEmpty,
                $"{count} are counted",
                Cancellation
            );
        }

        counts.ShouldBe([1, 2, 0]);
    }

    [Fact]
    public async Task Without_wpa_supplicant_nobody_is_counted_and_the_log_says_so()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var bus = await daemon.ConnectAsync();

        await using (Stations.Begin(bus, "wlan0", _ => { }, _log))
            await Until.TrueAsync(() => _log.Text.Contains("not counted"), "it is said", Cancellation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public async Task Two_refusals_make_a_wrong_password_certain(int statusCode)
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var supplicant = await FakeSupplicant.StartAsync(daemon.Address);
        await using var bus = await daemon.ConnectAsync();
        await using var refusals = new PasswordRefusals(bus, "wlan0", _log);
        await refusals.Listening.WaitAsync(Cancellation);

        await supplicant.AnswerAsync(statusCode);
        await supplicant.AnswerAsync(0);
        await supplicant.AnswerAsync(76);
        await bus.OwnerOfAsync("a.b", Cancellation);
        refusals.Certain.IsCancellationRequested.ShouldBeFalse();

        await supplicant.AnswerAsync(statusCode);

        await Until.TrueAsync(() => refusals.Certain.IsCancellationRequested, "it is certain", Cancellation);
    }
}
