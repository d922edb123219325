using Firstlight.Browser.Tests.Support;

namespace Firstlight.Browser.Tests;

/// <summary>A token that nobody used in time, in a cloud of its own where that time is short.</summary>
public sealed class ExpiredAttemptTests(House house) : IClassFixture<House>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_that_expires_says_so_and_the_next_one_works()
    {
        using var scratch = new Scratch();
        string[] pages = ["--example", "--web", BuiltPages.Folder];
        var shortLived = await CloudProcess.StartAsync(
            scratch.File("cloud"),
            Cancellation,
            more: ["--pending-token-lifetime", "0.00:00:02", .. pages]
        );
        await using var kept = new Swap(shortLived);
        await house.VisitAsync(
            Screen.Phone,
            "expired",
            async person =>
            {
                // While the cloud is being restarted.
                person.Expects("net::ERR_|Failed to load resource");
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await person.PressAsync("It beats blue");
                // The cloud looks for what is overdue twice a minute.
                await person.ReadsAsync(
                    "The device did not come to the cloud before its token expired.",
                    Patience.Device
                );
                await person.LooksAtAsync("said");

                // From now on tokens live for days, as they do.
                await shortLived.TerminateAsync(Cancellation);
                kept.Cloud = await CloudProcess.StartAsync(
                    scratch.File("cloud"),
                    Cancellation,
                    shortLived.Port,
                    shortLived.TlsPort,
                    pages
                );
                await person.PressAsync("Try again");
                await person.SeesAsync(person.Button($"Join {await customer.WifiNameAsync()}"));
            },
            new Profile(shortLived.Address)
        );
    }

    /// <summary>The cloud that runs now.</summary>
    private sealed class Swap(CloudProcess first) : IAsyncDisposable
    {
        public CloudProcess Cloud { get; set; } = first;

        public ValueTask DisposeAsync() => Cloud.DisposeAsync();
    }
}
