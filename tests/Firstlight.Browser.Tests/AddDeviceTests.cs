using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The app's happy path: a device is added, named, read and set; and what a person does with it afterwards.</summary>
public sealed class AddDeviceTests(House house) : IClassFixture<House>
{
    private const string Welcome = "Give it an hour to learn your home.";

    [Theory]
    [Screens(Screen.Phone)]
    public Task A_device_is_added_named_read_and_set(Screen screen) =>
        house.VisitAsync(
            screen,
            "add-device",
            async person =>
            {
                await house.Api.PutAsync(
                    "api/v1/templates/TMPLthermo01",
                    new { welcomeText = Welcome },
                    TestContext.Current.CancellationToken
                );
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await LightAsync(person);
                await JoinAsync(person, customer);
                await WifiAsync(person, customer);
                await person.SeesHeadingAsync("Watching it come online");
                await person.PictureAsync("4-watch");
                await customer.SeesOnlineAsync();
                await person.ReadsAsync(Welcome);
                await person.LooksAtAsync("4-online");
                var name = $"Living room {screen}";
                await customer.NameItAsync(name);
                await DeviceAsync(person);
                await ListAsync(person, name);
                await RenameAsync(person, $"Guest room {screen}");
                await AccountAsync(person);
            }
        );

    private static async Task LightAsync(Person person)
    {
        await person.SeesHeadingAsync("What does your device's light do?");
        await person.PressAsync("It does something else");
        await person.LooksAtAsync("1-light");
    }

    private static async Task JoinAsync(Person person, Customer customer)
    {
        await person.PressAsync("It beats blue");
        await person.ReadsAsync("Blynk Thermostat-XXXX");
        await person.SeesAsync(person.Button($"Join {await customer.WifiNameAsync()}"));
        await person.LooksAtAsync("2-join");
        await person.PressAsync("Back");
        await customer.JoinAsync();
    }

    private static async Task WifiAsync(Person person, Customer customer)
    {
        await Expect(customer.Network("Home"))
            .ToHaveAccessibleNameAsync(new Regex("^Home, strong signal, with password"));
        await person.PictureAsync("3-wifi");
        await person.PressAsync("Connect the device");
        await person.ReadsAsync("Choose a network or type its name.");
        await customer.ChooseAsync("Home", "short");
        await person.ReadsAsync("A Wi-Fi password has at least 8 characters.");
        await person.PressAsync("Advanced");
        var isFixed = person.Page.GetByRole(AriaRole.Switch, new() { Name = "Give the device a fixed address" });
        await isFixed.PressAsync("Space");
        await person.LooksAtAsync("3-wifi-problems");
        await isFixed.PressAsync("Space");
        await person.PressAsync("Advanced");
        await person.Page.GetByLabel("Remember for the next device").CheckAsync();
        await customer.ChooseAsync("Home", "firstlight-wifi");
    }

    private static async Task DeviceAsync(Person person)
    {
        await person.SeesAsync(person.Page.GetByText("Temperature", new() { Exact = true }));
        await person.Page.GetByRole(AriaRole.Slider, new() { Name = "Set Temperature" }).PressAsync("ArrowRight");
        await person.ReadsAsync("Delivered");
        await person.Button("History").First.ClickAsync();
        await person.SeesAsync(
            person.Page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Temperature: from") })
        );
        await person.LooksAtAsync("device");
    }

    private static async Task ListAsync(Person person, string name)
    {
        await person.Link("Devices").ClickAsync();
        var card = person.Page.GetByRole(
            AriaRole.Link,
            new() { NameRegex = new Regex($"{Regex.Escape(name)}.*Online", RegexOptions.Singleline) }
        );
        await person.SeesAsync(card);
        await person.LooksAtAsync("devices");
        await person.Page.GetByLabel("Search devices").FillAsync("no such thing");
        await person.SeesHeadingAsync("No device of that name");
        await person.LooksAtAsync("devices-none");
        await person.Page.GetByLabel("Search devices").FillAsync(name[..12]);
        await card.ClickAsync();
        await person.SeesHeadingAsync(name);
    }

    private static async Task RenameAsync(Person person, string name)
    {
        await person.PressAsync("Rename");
        await person.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await person.LooksAtAsync("rename");
        await person.PressAsync("Save");
        await person.SeesHeadingAsync(name);
    }

    private static async Task AccountAsync(Person person)
    {
        await person.Link("Account").ClickAsync();
        await person.ReadsAsync("Remembered Wi-Fi");
        await person.LooksAtAsync("account");
        await person.PressAsync("Forget it");
        await person.NoLongerSeesAsync(person.Page.GetByText("Remembered Wi-Fi"));
    }
}
