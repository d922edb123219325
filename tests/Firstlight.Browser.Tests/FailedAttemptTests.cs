using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>
/// What can go wrong between a device and the cloud, as the customer sees it: the cause in their words, one obvious next step, and
/// the same attempt gets through once the cause is gone.
/// </summary>
public sealed class FailedAttemptTests(House house) : IClassFixture<House>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (string Reason, string NextStep)> Words = new()
    {
        ["wrong-password"] = (
            "The Wi-Fi network did not accept the password.",
            "Type the password again; upper and lower case matter."
        ),
        ["unknown-network"] = (
            "The device cannot see a Wi-Fi network of that name.",
            "Check the spelling of the name and that the router offers 2.4 GHz"
        ),
        ["router-off"] = (
            "The device could not join the Wi-Fi network in time.",
            "Check that the router is on and offers 2.4 GHz"
        ),
        ["no-internet"] = (
            "The device joined your network but got no answer from the cloud.",
            "Check that this network reaches the cloud's address"
        ),
        ["no-address"] = (
            "The network let the device in but gave it no address.",
            "Restart the router, check that DHCP is on"
        ),
    };

    // Devices take up to a minute until they give up: all customers wait at the same time.
    [Fact]
    public Task The_cause_is_said_with_a_next_step_and_trying_again_works() =>
        Task.WhenAll(
            Words.Keys.SelectMany(
                (failure, index) => Screens(index).Select(screen => FailAndRecoverAsync(failure, screen))
            )
        );

    // The bounded form shows each failure on one of the screens, in turn.
    private static IEnumerable<Screen> Screens(int index) =>
        TestMode.IsLong ? Enum.GetValues<Screen>() : [(Screen)(index % 2)];

    private Task FailAndRecoverAsync(string failure, Screen screen) =>
        house.VisitAsync(
            screen,
            failure,
            async person =>
            {
                // A device listens for networks as soon as it is switched on.
                var router = await SetUpRouterAsync($"{failure} {screen}");
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                // It is on the list; what happens to it now the device must find out.
                await person.SeesAsync(customer.Network(router.Name));
                await router.BreakAsync(failure);
                if (failure == "unknown-network")
                    await customer.TypeAsync($"{router.Name}x", Router.Password);
                else
                    await customer.ChooseAsync(
                        router.Name,
                        failure == "wrong-password" ? "not-the-password" : Router.Password
                    );
                var (reason, nextStep) = Words[failure];
                await customer.SeesFailureAsync(reason, nextStep);
                await person.LooksAtAsync("failed");

                await router.MendAsync();
                await person.PressAsync("Try again");
                // The device's access point is open again: nobody has to be told to join it.
                await person.SeesHeadingAsync("Your Wi-Fi");
                await Expect(person.Field("Wi-Fi password")).Not.ToHaveValueAsync("");
                await person.LooksAtAsync("again");
                await customer.ChooseAsync(router.Name, Router.Password);
                await customer.NameItAsync($"Cellar {failure} {screen}");
            }
        );

    private async Task<Router> SetUpRouterAsync(string name)
    {
        var router = new Router(house.Workbench, name);
        await router.SetUpAsync(Cancellation);
        return router;
    }

    /// <summary>A router of the scenario's own, which it breaks and mends.</summary>
    private sealed class Router(WorkbenchProcess room, string name)
    {
        public const string Password = "the-right-password";

        public string Name => name;

        public Task SetUpAsync(CancellationToken cancellation) =>
            room.SendAsync(
                HttpMethod.Post,
                "networks",
                new
                {
                    ssid = name,
                    password = Password,
                    security = "WPA2",
                    rssi = -60,
                    channel = 6,
                },
                cancellation
            );

        public Task BreakAsync(string how) =>
            how switch
            {
                "router-off" => ChangeAsync(new { on = false }),
                "no-internet" => ChangeAsync(new { internet = false }),
                "no-address" => ChangeAsync(new { dhcp = false }),
                _ => Task.CompletedTask,
            };

        public Task MendAsync() =>
            ChangeAsync(
                new
                {
                    on = true,
                    internet = true,
                    dhcp = true,
                }
            );

        private Task ChangeAsync(object change) =>
            room.SendAsync(HttpMethod.Patch, $"networks/{Uri.EscapeDataString(name)}", change, Cancellation);
    }
}
