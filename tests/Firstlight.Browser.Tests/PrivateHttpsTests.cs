using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>A cloud in the own network with HTTPS: its pages may not talk to a device, so the device's own page takes over.</summary>
public sealed class PrivateHttpsTests(House house) : IClassFixture<House>
{
    [Fact]
    public Task A_device_is_added_by_handing_everything_over_to_its_own_page() =>
        house.VisitAsync(
            Screen.Phone,
            "private-https",
            async person =>
            {
                // The device's Wi-Fi vanishes while its page still asks, as it should; and no room stands where one usually does.
                person.Expects("192\\.168\\.4\\.1", "/air");
                var device = await house.SwitchOnAsync();
                await JoinAccessPointAsync(person.Context, device);
                await person.SignInAsync();

                await person.GoToAsync("/app/add");
                await person.PressAsync("It beats blue");
                await person.PressAsync("I have joined");
                await person.SeesHeadingAsync("Your Wi-Fi");
                await person.Field("Network name").FillAsync("Home");
                await person.Field("Wi-Fi password").FillAsync("firstlight-wifi");
                await person.LooksAtAsync("wifi");
                await person.PressAsync("Connect the device");
                await person.SeesHeadingAsync("Hand it to the device");
                await person.LooksAtAsync("hand-over");

                var page = await person.Context.RunAndWaitForPageAsync(() =>
                    person.PressAsync("Open the device's page")
                );
                await Expect(page.GetByText("The app has handed over its key.")).ToBeVisibleAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Connect the device" }).ClickAsync();
                await Expect(page.GetByText("The device has your settings")).ToBeVisibleAsync();
                await page.CloseAsync();

                await person.PressAsync("It has my settings");
                await person.SeesHeadingAsync("It is online", Patience.Device);
            },
            new Profile(new UriBuilder(Uri.UriSchemeHttps, "127.0.0.1", house.Cloud.TlsPort).Uri)
        );

    // In the device's Wi-Fi its address leads to it; here, through the room's air.
    private async Task JoinAccessPointAsync(IBrowserContext phone, string device)
    {
        var air = await house.Workbench.AccessPointAsync(device, TestContext.Current.CancellationToken);
        await phone.RouteAsync(
            "http://192.168.4.1/**",
            async route =>
            {
                var asked = new Uri(route.Request.Url).PathAndQuery.TrimStart('/');
                await route.FulfillAsync(
                    new() { Response = await route.FetchAsync(new() { Url = new Uri(air, asked).ToString() }) }
                );
            }
        );
    }
}
