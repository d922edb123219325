using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>From signing in to the device's page with keys alone; every new screen takes the keyboard to its heading.</summary>
public sealed class KeyboardTests(House house) : IClassFixture<House>
{
    [Fact]
    public Task A_device_is_added_with_keys_alone() =>
        house.VisitAsync(
            Screen.Desktop,
            "keyboard",
            async person =>
            {
                var keys = new Keys(person);
                var customer = await Customer.UnpackAsync(person, house);
                await person.Context.ClearCookiesAsync();
                await customer.OpenWizardAsync();
                await person.SeesHeadingAsync("Sign in");
                await keys.TypeIntoAsync(person.Field("E-mail address"), CloudProcess.OwnerEmail);
                await keys.TypeIntoAsync(person.Field("Password"), CloudProcess.OwnerPassword);
                await keys.PressAsync("Enter");

                await keys.ArriveAsync("What does your device's light do?");
                await person.PictureAsync("1-light");
                await keys.PressOnAsync(person.Button("It beats blue"));

                await keys.ArriveAsync("Join its Wi-Fi");
                await keys.PressOnAsync(person.Button($"Join {await customer.WifiNameAsync()}"));

                await keys.ArriveAsync("Your Wi-Fi");
                await keys.PressOnAsync(customer.Network("Home"), "Space");
                await Expect(customer.Network("Home")).ToBeCheckedAsync();
                await keys.TypeIntoAsync(person.Field("Wi-Fi password"), "firstlight-wifi");
                await person.PictureAsync("3-wifi");
                await keys.PressOnAsync(person.Button("Connect the device"));

                await keys.ArriveAsync("Watching it come online");
                await keys.ArriveAsync("It is online");
                await keys.TypeIntoAsync(person.Field("What shall it be called?"), "By keys");
                await keys.PressAsync("Enter");
                await person.SeesHeadingAsync("By keys");
            }
        );

    [Fact]
    public Task The_question_before_leaving_holds_the_keyboard_and_gives_it_back() =>
        house.VisitAsync(
            Screen.Desktop,
            "keyboard-leaving",
            async person =>
            {
                var keys = new Keys(person);
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await keys.PressOnAsync(person.Button("It beats blue"));
                await keys.ArriveAsync("Join its Wi-Fi");
                await person.SeesAsync(person.Button($"Join {await customer.WifiNameAsync()}"));

                await keys.PressOnAsync(person.Button("Stop adding this device"));
                await Expect(person.Button("Go on")).ToBeFocusedAsync();
                await person.PictureAsync("asked");
                await keys.PressAsync("Escape");
                await person.NoLongerSeesAsync(person.Dialog);
                await Expect(person.Button("Stop adding this device")).ToBeFocusedAsync();
            }
        );

    [Fact]
    public Task The_room_is_played_with_keys_alone() =>
        house.VisitAsync(
            Screen.Desktop,
            "keyboard-room",
            async person =>
            {
                var keys = new Keys(person);
                const string name = "Played by keys";
                await house.Workbench.AddDeviceAsync(
                    new
                    {
                        name,
                        templateId = "TMPLthermo01",
                        templateName = "Thermostat",
                        behaviour = "thermostat",
                    },
                    TestContext.Current.CancellationToken
                );
                await person.GoToAsync(house.Workbench.Address.ToString());
                await person.SeesAsync(person.Page.GetByText("Live", new() { Exact = true }));
                var device = person.Page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });
                var state = device.GetByRole(AriaRole.Status, new() { Name = $"State of {name}" });
                await Expect(state).ToHaveTextAsync("Waiting to be set up");

                var plug = device.GetByRole(AriaRole.Switch, new() { Name = "Power plug" });
                await keys.PressOnAsync(plug, "Space");
                await Expect(state).ToHaveTextAsync("No power");
                await Expect(plug).ToBeFocusedAsync();
                await keys.PressOnAsync(plug, "Space");
                await Expect(state).ToHaveTextAsync("Waiting to be set up");

                var button = device.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Hold to reset|Held)") });
                await keys.HoldAsync(button, async () => await Expect(button).ToHaveTextAsync(new Regex("^Held")));
                await Expect(button).ToHaveTextAsync("Hold to reset");
            }
        );
}

/// <summary>The very first page of a new cloud.</summary>
public sealed class KeyboardFirstOwnerTests(Chromium chromium)
{
    [Fact]
    public async Task The_first_owner_is_made_with_keys_alone()
    {
        await using var house = new NewHouse(chromium);
        await house.InitializeAsync();
        await house.VisitAsync(
            Screen.Desktop,
            "keyboard-first-owner",
            async person =>
            {
                var keys = new Keys(person);
                await person.GoToAsync(house.Cloud.SetUpLink!.ToString());
                await keys.TypeIntoAsync(person.Page.GetByLabel("E-mail address"), CloudProcess.OwnerEmail);
                await keys.TypeIntoAsync(
                    person.Page.GetByLabel(new Regex("^Password")).First,
                    CloudProcess.OwnerPassword
                );
                await keys.PressAsync("Enter");
                await person.SeesHeadingAsync("No devices yet");
            }
        );
    }
}
