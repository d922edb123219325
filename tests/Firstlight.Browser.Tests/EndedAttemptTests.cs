using System.Net;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Attempts that people, time or the wrong device end: said at once, with the way on, and the next one works.</summary>
public sealed class EndedAttemptTests(House house) : IClassFixture<House>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public Task An_attempt_that_support_cancels_while_the_form_is_open_costs_the_customer_nothing() =>
        house.VisitAsync(
            Screen.Phone,
            "cancelled",
            async person =>
            {
                // What the app still has to tell about the cancelled attempt is refused.
                person.Expects("/reports");
                var customer = await Customer.UnpackAsync(person, house);
                var session = customer.NextSessionAsync();
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                var reads = customer.AppReadsAsync("Cancelled");
                await CancelAsync(await session);
                await reads;
                // The new key is fetched without a word.
                await customer.ChooseAsync("Home", "firstlight-wifi");
                await customer.NameItAsync("Cancelled once");
            }
        );

    [Fact]
    public Task An_attempt_cancelled_while_it_is_watched_says_so_and_the_next_one_works() =>
        house.VisitAsync(
            Screen.Desktop,
            "cancelled-watching",
            async person =>
            {
                // What the app still reports about the attempt may come after its end.
                person.Expects(@"sessions/\d+/reports");
                var customer = await Customer.UnpackAsync(person, house);
                var session = customer.NextSessionAsync();
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                // The settings are lost on the way: nothing but the cancellation can end this attempt.
                await person.Page.RouteAsync("**/air/*/board_info.json", route => route.AbortAsync());
                await person.Page.RouteAsync("**/air/*/config?*", route => route.AbortAsync());
                await customer.ChooseAsync("Home", "firstlight-wifi");
                await person.SeesHeadingAsync("Watching it come online");
                await CancelAsync(await session);
                await customer.SeesFailureAsync("The attempt was cancelled.", "Start again in the app");
                await person.LooksAtAsync("failed");
                await person.Page.UnrouteAllAsync();
                await person.PressAsync("Try again");
                await person.SeesHeadingAsync("Your Wi-Fi", Patience.Device);
                await customer.ChooseAsync("Home", "firstlight-wifi");
                await customer.NameItAsync("Cancelled while watched");
            }
        );

    [Theory]
    [Screens(Screen.Phone)]
    public Task A_device_of_an_unknown_kind_is_named_and_the_right_one_is_taken_from_the_same_screen(Screen screen) =>
        house.VisitAsync(
            screen,
            "unknown-kind",
            async person =>
            {
                var stranger = await Customer.UnpackAsync(person, house, "TMPLnobody01");
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await person.PressAsync("It beats blue");
                await person.PressAsync($"Join {await stranger.WifiNameAsync()}");
                await person.ReadsAsync("is of a kind that this organisation does not have.");
                await person.ReadsAsync("Join the Wi-Fi of another device");
                await person.LooksAtAsync("foreign");
                await customer.TapJoinAsync();
                await customer.ChooseAsync("Home", "firstlight-wifi");
                await customer.NameItAsync($"Known kind {screen}");
            }
        );

    [Theory]
    [Screens(Screen.Desktop)]
    public Task Closing_the_wizard_midway_asks_first_and_ends_the_attempt_in_the_cloud(Screen screen) =>
        house.VisitAsync(
            screen,
            "closing",
            async person =>
            {
                var customer = await Customer.UnpackAsync(person, house);
                var session = customer.NextSessionAsync();
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                await person.PressAsync("Stop adding this device");
                await person.SeesAsync(person.Dialog);
                await person.LooksAtAsync("asked");
                await person.PressAsync("Go on");
                await person.NoLongerSeesAsync(person.Dialog);
                await person.SeesHeadingAsync("Your Wi-Fi");

                await person.PressAsync("Stop adding this device");
                await person.PressAsync("Stop");
                await Expect(person.Page).ToHaveURLAsync($"{house.Cloud.Address}app/devices");
                var id = await session;
                await Until.TrueAsync(
                    async () => (await house.Api.SessionAsync(id, Cancellation))["state"]!.ToString() == "Cancelled",
                    "the attempt is cancelled in the cloud",
                    Cancellation
                );
                // Nothing is left of it: the wizard begins at its first screen, and closes without a question.
                await customer.OpenWizardAsync();
                await person.SeesHeadingAsync("What does your device's light do?");
                await person.PressAsync("Stop adding this device");
                await Expect(person.Page).ToHaveURLAsync($"{house.Cloud.Address}app/devices");
            }
        );

    private async Task CancelAsync(long session) =>
        await house.Api.PostAsync(
            $"api/v1/provisioning/sessions/{session}/cancel",
            new { },
            HttpStatusCode.OK,
            Cancellation
        );
}
