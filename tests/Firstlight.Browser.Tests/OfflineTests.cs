using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>
/// The phone loses the internet at every screen of the wizard. The installed app opens all the same, the wizard goes on where it
/// was, and nobody has to do anything when the internet is back.
/// </summary>
public sealed class OfflineTests(House house) : IClassFixture<House>
{
    // What cannot be reached is said by the browser, too.
    private const string Unreachable = "net::ERR_|Failed to fetch|Failed to load resource";

    /// <summary>The cloud cannot be reached and every page is loaded again, from what the app has installed; the device can be.</summary>
    [Theory]
    [Screens(Screen.Phone)]
    public async Task The_installed_app_loses_the_cloud_at_every_screen_is_opened_again_and_goes_on(Screen screen)
    {
        await using var wire = Wire.To(house.Cloud);
        await house.VisitAsync(
            screen,
            "offline-installed",
            person => WalkAsync(person, wire),
            new Profile(wire.Address) { ServiceWorkers = true }
        );
    }

    /// <summary>Nothing at all can be reached, for a while, at every screen.</summary>
    [Theory]
    [Screens(Screen.Desktop)]
    public Task Without_any_network_the_wizard_waits_at_every_screen_and_goes_on(Screen screen) =>
        house.VisitAsync(
            screen,
            "offline-all",
            async person =>
            {
                person.Expects(Unreachable);
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await person.SeesAsync(person.Button("It beats blue"));
                await DarkAsync(
                    person,
                    () => person.PressAsync("It beats blue"),
                    "Your phone has no internet right now."
                );

                var join = person.Button($"Join {await customer.WifiNameAsync()}");
                await person.SeesAsync(join);
                await DarkAsync(person, () => person.PressAsync("I have joined"), "The device does not answer.");
                await customer.TapJoinAsync();

                await person.SeesAsync(customer.Network("Home"));
                await DarkAsync(
                    person,
                    () => customer.Network("Home").ClickAsync(),
                    "No internet. What you see may be old"
                );
                await customer.ChooseAsync("Home", "firstlight-wifi");
                await person.SeesHeadingAsync("Watching it come online");
                await person.Context.SetOfflineAsync(true);
                await person.PictureAsync("watching");
                await person.Context.SetOfflineAsync(false);
                await customer.NameItAsync($"Loft {screen}");
            }
        );

    // Offline, something is tried, the page says what is wrong, and the network comes back.
    private static async Task DarkAsync(Person person, Func<Task> tries, string reads)
    {
        await person.Context.SetOfflineAsync(true);
        await tries();
        await person.ReadsAsync(reads);
        await person.Context.SetOfflineAsync(false);
    }

    private async Task WalkAsync(Person person, Wire wire)
    {
        person.Expects(Unreachable);
        var customer = await Customer.UnpackAsync(person, house);
        await customer.OpenWizardAsync();
        await person.IsInstalledAsync();

        async Task OpenAgainAsync(string heading)
        {
            await person.Page.ReloadAsync();
            await person.SeesHeadingAsync(heading);
        }

        // Before the key was fetched: it says so, and goes on by itself.
        wire.Cut();
        await OpenAgainAsync("What does your device's light do?");
        await person.PressAsync("It beats blue");
        await person.ReadsAsync("Your phone has no internet right now.");
        await person.LooksAtAsync("no-key");
        wire.Mend();
        var join = person.Button($"Join {await customer.WifiNameAsync()}");
        await person.SeesAsync(join);

        // From here on the phone is beside the device.
        wire.Cut();
        await OpenAgainAsync("Join its Wi-Fi");
        await person.PressAsync("I have joined");
        await person.ReadsAsync("The device does not answer.");
        await person.LooksAtAsync("not-joined");
        await customer.TapJoinAsync();
        await customer.Network("Home").ClickAsync();
        await person.Page.GetByLabel("Remember for the next device").CheckAsync();
        await person.Field("Wi-Fi password").FillAsync("firstlight-wifi");
        // What is typed reaches the phone's own storage a moment later.
        await Patience.UntilAsync(
            async () =>
                (await Storage.DatabasesAsync(person.Page)).Contains("firstlight-wifi", StringComparison.Ordinal),
            "the password is kept on the phone"
        );
        await OpenAgainAsync("Your Wi-Fi");
        await Expect(person.Field("Wi-Fi password")).ToHaveValueAsync("firstlight-wifi");
        await person.PressAsync("Connect the device");
        await person.ReadsAsync("The device goes on by itself.");
        await person.LooksAtAsync("watching");
        await OpenAgainAsync("Watching it come online");
        wire.Mend();
        await customer.NameItAsync($"Attic {person.Screen}");
    }
}
