using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>What changes on the server changes on the operator's screen; a lost connection is said, and heals.</summary>
public sealed class ConsoleLiveTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public Task A_value_of_the_device_appears_by_itself_and_one_of_ours_reaches_the_device() =>
        house.VisitAsync(
            Screen.Desktop,
            "console-values",
            async person =>
            {
                await using var device = await house.ConnectAsync("Value boiler");
                await person.SignInAsync();
                await person.GoToAsync($"/console/devices/{device.Id}?tab=values");
                await person.SeesAsync(Row(person, "Temperature"));
                await device.WriteAsync(0, "17.250");
                await person.SeesAsync(Row(person, "Temperature").GetByText("17.25 °C"));

                await person.PressAsync("Write Target");
                var value = person.Field("Value for Target in °C");
                await value.FillAsync("warm");
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesAsync(person.Dialog.GetByText("A number is needed."));
                await value.FillAsync("23,5");
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesAsync(Row(person, "Target").GetByText("23.5 °C"));
                await Until.TrueAsync(() => device.Told(1) == "23.5", "the device is told", Cancellation);
            }
        );

    [Fact]
    public async Task A_broken_stream_is_said_and_heals_by_itself()
    {
        await using var wire = Wire.To(house.Cloud);
        await house.VisitAsync(
            Screen.Desktop,
            "console-broken",
            async person =>
            {
                person.Expects("Failed to load resource|net::ERR_");
                await using var device = await house.ConnectAsync("Cut boiler");
                await person.SignInAsync();
                await person.GoToAsync($"/console/devices/{device.Id}?tab=values");
                await person.SeesAsync(Row(person, "Temperature"));
                wire.Cut();
                var note = person.Page.GetByText(new Regex("Reconnecting …"));
                await person.SeesAsync(note);
                await person.LooksAtAsync("stale");
                await device.WriteAsync(0, "18.500");
                wire.Mend();
                await person.SeesAsync(Row(person, "Temperature").GetByText("18.5 °C"));
                await person.NoLongerSeesAsync(note);
            },
            new Profile(wire.Address)
        );
    }

    [Fact]
    public Task Presence_changes_on_the_screen_without_reloading() =>
        house.VisitAsync(
            Screen.Desktop,
            "console-presence",
            async person =>
            {
                var device = await house.ConnectAsync("Leaving boiler");
                await person.SignInAsync();
                await person.GoToAsync($"/console/devices/{device.Id}");
                await person.SeesAsync(person.Page.GetByText("Online", new() { Exact = true }));
                await device.DisposeAsync();
                // The template waits a few seconds before it calls a device offline.
                await person.SeesAsync(person.Page.GetByText("Offline", new() { Exact = true }));
            }
        );

    [Fact]
    public Task An_attempt_goes_on_live_and_can_be_stopped() =>
        house.VisitAsync(
            Screen.Desktop,
            "console-attempt",
            async person =>
            {
                var session = await house.Api.StartSessionAsync(new { templateId = house.Product }, Cancellation);
                await person.SignInAsync();
                await person.GoToAsync($"/console/activations/{session["id"]}");
                await person.ReadsAsync("Token handed to the app");
                await house.Api.PostAsync(
                    $"api/v1/provisioning/sessions/{session["id"]}/reports",
                    new { step = "device_found" },
                    System.Net.HttpStatusCode.OK,
                    Cancellation
                );
                await person.ReadsAsync("App found the device");
                await person.PressAsync("Stop this attempt");
                await person.PressAsync("Stop it");
                await person.ReadsAsync("The attempt was cancelled.");
                await person.NoLongerSeesAsync(person.Button("Stop this attempt"));
            }
        );

    [Fact]
    public Task An_attempt_that_failed_says_why() =>
        house.VisitAsync(
            Screen.Desktop,
            "console-failure",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync($"/console/activations/{house.Attempts.Failed}");
                await person.ReadsAsync("The Wi-Fi network did not accept the password.");
                await person.ReadsAsync("722");
            }
        );

    private static ILocator Row(Person person, string text) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });
}
