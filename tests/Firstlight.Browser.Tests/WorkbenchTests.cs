using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The workbench's page: plug, button, serial log, router, another device, and all of it as it happens.</summary>
public sealed class WorkbenchTests(House house) : IClassFixture<House>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task Everything_in_the_room_can_be_touched(Screen screen) =>
        house.VisitAsync(
            screen,
            "workbench",
            async person =>
            {
                // A password that is too short is refused; a serial log may be asked for while its device is taken away.
                person.Expects("/networks/", "/devices/[^/]+/log");
                var name = $"Unit {screen}";
                var router = $"Router {screen}";
                await house.Workbench.AddDeviceAsync(
                    new
                    {
                        name,
                        templateId = "TMPLthermo01",
                        templateName = "Thermostat",
                        behaviour = "thermostat",
                    },
                    Cancellation
                );
                await house.Workbench.SendAsync(
                    HttpMethod.Post,
                    "networks",
                    new { ssid = router, password = "firstlight-wifi" },
                    Cancellation
                );
                await person.GoToAsync(house.Workbench.Address.ToString());
                await person.SeesAsync(person.Page.GetByText("Live", new() { Exact = true }));
                var device = Article(person, name);
                await PlugAsync(person, device, name);
                await ButtonAsync(person, device);
                await RouterAsync(person, Article(person, router));
                await SecondDeviceAsync(person, $"Second {screen}");
            }
        );

    private static ILocator Article(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });

    private static async Task PlugAsync(Person person, ILocator device, string name)
    {
        var state = device.GetByRole(AriaRole.Status, new() { Name = $"State of {name}" });
        await Expect(state).ToHaveTextAsync("Waiting to be set up");
        await person.SeesAsync(Picture(device, "Plug in. Light: waiting for a phone."));
        await person.SeesAsync(device.GetByRole(AriaRole.Link, new() { Name = "Set it up in the app" }));
        await person.LooksAtAsync("room");

        var log = device.GetByRole(AriaRole.Log);
        if (await log.IsHiddenAsync())
            await device.GetByRole(AriaRole.Button, new() { Name = "Show the serial log" }).ClickAsync();
        await person.SeesAsync(log.GetByText("access point"));
        await device.GetByRole(AriaRole.Button, new() { Name = "Hide the serial log" }).ClickAsync();
        await person.NoLongerSeesAsync(log);
        await device.GetByRole(AriaRole.Button, new() { Name = "Show the serial log" }).ClickAsync();

        var plug = device.GetByRole(AriaRole.Switch, new() { Name = "Power plug" });
        await plug.ClickAsync(new() { Force = true });
        await Expect(state).ToHaveTextAsync("No power");
        await person.SeesAsync(log.GetByText("(no power)"));
        await person.SeesAsync(Picture(device, "Plug pulled. Light: off."));
        await person.PictureAsync("no-power");
        await plug.ClickAsync(new() { Force = true });
        await Expect(state).ToHaveTextAsync("Waiting to be set up");
    }

    private static async Task ButtonAsync(Person person, ILocator device)
    {
        var button = device.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Hold to reset|^Held") });
        await button.HoverAsync();
        await person.Page.Mouse.DownAsync();
        await person.SeesAsync(Picture(device, "Plug in. Light: button held."));
        await person.SeesAsync(device.GetByText("The light answers"));
        await person.PictureAsync("held");
        await person.Page.Mouse.UpAsync();
        await person.SeesAsync(Picture(device, "Plug in. Light: waiting for a phone."));
        await Expect(button).ToHaveTextAsync("Hold to reset");

        // With keys alone: the button is held as long as the key is.
        await button.FocusAsync();
        await person.Page.Keyboard.DownAsync(" ");
        await person.SeesAsync(device.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Held") }));
        await person.Page.Keyboard.UpAsync(" ");
        await Expect(button).ToHaveTextAsync("Hold to reset");
    }

    private static async Task RouterAsync(Person person, ILocator router)
    {
        await router
            .GetByRole(AriaRole.Switch, new() { Name = "Router switched on" })
            .ClickAsync(new() { Force = true });
        await person.SeesAsync(Picture(router, "Switched off"));
        await router.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        var password = person.Page.GetByRole(AriaRole.Textbox, new() { Name = "New password" });
        await password.FillAsync("short");
        await person.PressAsync("Change it");
        await person.ReadsAsync("A password has at least 8 characters.");
        await person.LooksAtAsync("password-refused");
        await password.FillAsync("longer than eight");
        await person.PressAsync("Change it");
        await person.NoLongerSeesAsync(person.Dialog);
    }

    private static async Task SecondDeviceAsync(Person person, string name)
    {
        await person.PressAsync("Add a device");
        await person.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync(name);
        await person.PictureAsync("add-device");
        await person.PressAsync("Put it on the bench");
        await person.SeesAsync(Article(person, name));
        await person.PressAsync($"Remove {name}");
        await person.PressAsync("Take it away");
        await person.NoLongerSeesAsync(Article(person, name));
    }

    private static ILocator Picture(ILocator within, string name) =>
        within.GetByRole(AriaRole.Img, new() { Name = name, Exact = true });
}
