using Firstlight.Browser.Tests.Support;

namespace Firstlight.Browser.Tests;

/// <summary>A cloud in the own network without HTTPS: everything that works does, and what does not is named where it is missed.</summary>
public sealed class PlainHttpTests(House house) : IClassFixture<House>
{
    [Fact]
    public Task The_app_says_what_needs_HTTPS_and_adds_devices_all_the_same() =>
        house.VisitAsync(
            Screen.Phone,
            "plain-http",
            async person =>
            {
                // Nobody answers at a device's own address here.
                person.Expects("192\\.168\\.4\\.1");
                await person.GoToAsync("/app/account");
                await person.Field("E-mail address").FillAsync(CloudProcess.OwnerEmail);
                await person.Field("Password").FillAsync(CloudProcess.OwnerPassword);
                await person.PressAsync("Sign in");
                await person.ReadsAsync("What needs HTTPS");
                await person.ReadsAsync("signing in with a passkey need HTTPS");
                await person.LooksAtAsync("account");

                await person.GoToAsync("/app/add");
                await person.PressAsync("It beats blue");
                await person.ReadsAsync("Blynk Thermostat-XXXX");
                await person.ReadsAsync("Keep this page open while you are in the device's Wi-Fi");
                await person.LooksAtAsync("join");
            },
            new Profile(new UriBuilder(house.Cloud.Address) { Host = Chromium.PlainName }.Uri)
        );
}
