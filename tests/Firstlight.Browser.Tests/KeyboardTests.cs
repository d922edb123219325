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
}
