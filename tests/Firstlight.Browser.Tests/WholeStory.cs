using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>
/// A product's life as people play it in a browser: the first owner, a template, a device added, seen, switched, moved to another
/// network, reset, and added again.
/// </summary>
public abstract class WholeStory(Chromium chromium, Screen screen)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_first_owner_to_a_device_that_was_reset_and_added_again()
    {
        await using var house = new NewHouse(chromium);
        await house.InitializeAsync();
        await house.VisitAsync(
            screen,
            "story",
            async person =>
            {
                await BecomeOwnerAsync(person, house.Cloud.SetUpLink!);
                var template = await MakeTemplateAsync(person);
                await house.Workbench.SendAsync(
                    HttpMethod.Post,
                    "networks",
                    new
                    {
                        ssid = "Upstairs",
                        password = "another-password",
                        hidden = true,
                    },
                    Cancellation
                );
                var customer = await Customer.UnpackAsync(person, house, template, "Lamp");
                await AddAsync(person, customer, "Desk lamp");
                await UseAsync(person, customer, house);
                await MoveAsync(person, customer, house);
                await ResetAndAddAgainAsync(person, customer);
            }
        );
    }

    private static async Task BecomeOwnerAsync(Person person, Uri link)
    {
        await person.GoToAsync(link.ToString());
        await person.SeesHeadingAsync("The first owner");
        await person.LooksAtAsync("1-set-up");
        await person.Page.GetByLabel("E-mail address").FillAsync(CloudProcess.OwnerEmail);
        await person.Page.GetByLabel(new Regex("^Password")).First.FillAsync(CloudProcess.OwnerPassword);
        await person.PressAsync("Create the owner");
        await person.SeesHeadingAsync("No devices yet");
        await person.LooksAtAsync("2-no-devices");
    }

    private static async Task<string> MakeTemplateAsync(Person person)
    {
        await person.GoToAsync("/console/templates");
        await person.Button("New template").First.ClickAsync();
        await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync("Lamp");
        await person.PressAsync("Make the template");
        await person.SeesHeadingAsync("Lamp");
        await AddDatastreamAsync(person, "Temperature", "V0", "Double", "-40", "125");
        // The room's thermostat asks for V1 when it connects, and says on its serial port what it is told.
        await AddDatastreamAsync(person, "Comfort", "V1", "Integer", "0", "1", isSetting: true);
        await person.LooksAtAsync("3-template");
        return person.Page.Url[(person.Page.Url.LastIndexOf('/') + 1)..];
    }

    private static async Task AddDatastreamAsync(
        Person person,
        string name,
        string pin,
        string type,
        string least,
        string greatest,
        bool isSetting = false
    )
    {
        await person.Button("Add a datastream").ClickAsync();
        await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync(name);
        await person.Dialog.GetByLabel(new Regex("^Pin")).FillAsync(pin);
        await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Type" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex($"^{type}") }).ClickAsync();
        await person.Dialog.GetByLabel("Least value").FillAsync(least);
        await person.Dialog.GetByLabel("Greatest value").FillAsync(greatest);
        if (isSetting)
            await person
                .Dialog.GetByRole(AriaRole.Switch, new() { Name = "Send it to the device when it connects" })
                .CheckAsync(new() { Force = true });
        await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }));
        await person.NoLongerSeesAsync(person.Dialog);
    }

    private static async Task AddAsync(Person person, Customer customer, string name)
    {
        await customer.OpenWizardAsync();
        await customer.JoinAsync();
        await customer.ChooseAsync("Home", "firstlight-wifi");
        await customer.NameItAsync(name);
        await person.ReadsAsync("Online since");
    }

    private static async Task UseAsync(Person person, Customer customer, House house)
    {
        // The device measures, and the page shows it without being asked.
        await Expect(person.Page.GetByText(new Regex("^1\\d(\\.\\d+)?$")).First).ToBeVisibleAsync();
        await person.Page.GetByRole(AriaRole.Switch, new() { Name = "Comfort" }).ClickAsync(new() { Force = true });
        await Until.TrueAsync(
            async () =>
                (await house.Workbench.GetAsync($"devices/{customer.Device}/log", Cancellation))
                    .ToJsonString()
                    .Contains("Set point 1 ", StringComparison.Ordinal),
            "the device says on its serial port that it was switched",
            Cancellation
        );
        await person.LooksAtAsync("4-device");
    }

    private static async Task MoveAsync(Person person, Customer customer, House house)
    {
        var address = new Uri(person.Page.Url).AbsolutePath;
        await person.Link("Change Wi-Fi").ClickAsync();
        await person.ReadsAsync("Hold the device's button for 10 seconds");
        await person.PressAsync("It is online: tell it from here");
        await person.ReadsAsync("It has been told. Its light beats blue in a moment.");
        await person.LooksAtAsync("5-change-wifi");
        await customer.OpenWizardAsync($"&device={address[(address.LastIndexOf('/') + 1)..]}");
        await customer.JoinAsync();
        await customer.TypeAsync("Upstairs", "another-password");
        await customer.NameItAsync("Desk lamp");
        new Uri(person.Page.Url).AbsolutePath.ShouldBe(address, "it is the same device");
        (await house.Workbench.DeviceAsync(customer.Device, Cancellation))["network"]!.ToString().ShouldBe("Upstairs");
    }

    private static async Task ResetAndAddAgainAsync(Person person, Customer customer)
    {
        var before = person.Page.Url;
        await customer.HoldButtonAsync();
        await AddAsync(person, customer, "Second life");
        person.Page.Url.ShouldNotBe(before, "after a reset it is a device of its own");
        await person.Link("Devices").ClickAsync();
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Second life") }));
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Desk lamp") }));
        await person.LooksAtAsync("6-devices");
    }
}

/// <summary>All of it on a phone.</summary>
public sealed class WholeStoryOnAPhoneTests(Chromium chromium) : WholeStory(chromium, Screen.Phone);

/// <summary>All of it on a desktop, at the same time.</summary>
public sealed class WholeStoryOnADesktopTests(Chromium chromium) : WholeStory(chromium, Screen.Desktop);
