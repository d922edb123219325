using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>What people do every day, with keys alone: the customer with a device, the operator with many.</summary>
public sealed class KeyboardEverydayTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public Task A_customer_reads_sets_renames_and_removes_a_device() =>
        VisitAsync(
            "customer",
            async (person, keys) =>
            {
                // The page may ask for the device once more in the moment in which it is removed.
                person.Expects("/api/v1/devices/");
                await using var device = await house.ConnectAsync("Attic boiler");
                await device.WriteAsync(0, "20");
                await person.GoToAsync("/app/devices");
                await keys.PressOnAsync(
                    person.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("Attic boiler") })
                );
                await person.SeesHeadingAsync("Attic boiler");

                await Expect(person.Page.GetByRole(AriaRole.Meter, new() { Name = "Temperature" }))
                    .ToHaveAttributeAsync("aria-valuenow", "20");
                var target = person.Page.GetByRole(AriaRole.Slider, new() { Name = "Target" });
                await keys.PressOnAsync(target, "ArrowRight");
                await SeesToldAsync(device, 1, "20.5");
                await keys.PressOnAsync(Switch(person, "Heating"), "Space");
                await SeesToldAsync(device, 2, "1");
                await Expect(Switch(person, "Heating")).ToBeCheckedAsync();
                await keys.PressOnAsync(person.Button("History").First);
                await person.ReadsAsync("Last hour");
                await person.PictureAsync("device");

                await keys.PressOnAsync(person.Button("Rename"));
                await keys.TypeIntoAsync(person.Dialog.GetByLabel(new Regex("^Name")), "Roof boiler");
                await keys.PressAsync("Enter");
                await person.SeesHeadingAsync("Roof boiler");
                await person.NoLongerSeesAsync(person.Dialog);

                await keys.PressOnAsync(person.Button("Remove"));
                await Expect(person.Button("Keep it")).ToBeFocusedAsync();
                await keys.PressOnAsync(person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }));
                await person.SeesHeadingAsync("Devices");
                await Expect(person.Page.GetByText("Roof boiler")).ToHaveCountAsync(0);
            }
        );

    [Fact]
    public Task An_operator_finds_a_device_writes_a_value_and_is_shown_its_token() =>
        VisitAsync(
            "operator",
            async (person, keys) =>
            {
                await using var device = await house.ConnectAsync("Cellar boiler");
                await person.GoToAsync("/console");
                await keys.PressOnAsync(person.Page.GetByRole(AriaRole.Link, new() { Name = "Devices", Exact = true }));
                await keys.TypeIntoAsync(person.Field("Search"), "cellar");
                await Expect(person.Page).ToHaveURLAsync(new Regex("search=cellar"));
                await keys.PressOnAsync(person.Link("Cellar boiler"));
                await person.SeesHeadingAsync("Cellar boiler");

                await keys.PressOnAsync(Tab(person, "Overview"), "ArrowRight");
                await Expect(Tab(person, "Values")).ToHaveAttributeAsync("aria-selected", "true");
                await keys.PressOnAsync(
                    person
                        .Page.GetByRole(AriaRole.Row)
                        .Filter(new() { HasText = "Target" })
                        .GetByRole(AriaRole.Button, new() { Name = "Write" })
                );
                await keys.TypeIntoAsync(person.Field("Value for Target in °C"), "23");
                await keys.PressAsync("Enter");
                await SeesToldAsync(device, 1, "23");
                await person.NoLongerSeesAsync(person.Dialog);

                await keys.PressOnAsync(Tab(person, "Values"), "ArrowLeft");
                await keys.PressOnAsync(person.Button("Show the token"));
                await keys.PressOnAsync(person.Button("Show it"));
                await keys.PressOnAsync(person.Button("Hide it"));
                await person.NoLongerSeesAsync(person.Dialog);
            }
        );

    [Fact]
    public Task An_operator_narrows_the_attempts_and_reads_why_one_failed() =>
        VisitAsync(
            "attempts",
            async (person, keys) =>
            {
                await person.GoToAsync("/console/activations");
                var outcome = person.Page.GetByRole(AriaRole.Combobox, new() { Name = "Outcome" });
                await keys.PressOnAsync(outcome);
                var failed = person.Page.GetByRole(AriaRole.Option, new() { Name = "Failed" });
                await person.SeesAsync(failed);
                await keys.ChooseAsync(failed);
                await Expect(person.Page).ToHaveURLAsync(new Regex("state=Failed"));
                await keys.PressOnAsync(person.Link($"Attempt {house.Attempts.Failed}"));
                await person.ReadsAsync("The Wi-Fi network did not accept the password.");
            }
        );

    [Fact]
    public Task An_administrator_renames_the_organisation() =>
        VisitAsync(
            "organisation",
            async (person, keys) =>
            {
                await person.GoToAsync("/console/settings?tab=organisation");
                await keys.TypeIntoAsync(person.Field("Name of the organisation"), "Warm homes");
                await keys.PressOnAsync(person.Button("Rename"));
                await person.ReadsAsync("The name is saved.");
                await keys.PressOnAsync(Tab(person, "Organisation"), "ArrowRight");
                await keys.PressOnAsync(
                    person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Manage") }).First
                );
                await person.SeesAsync(person.Dialog);
                await keys.PressAsync("Escape");
                await person.NoLongerSeesAsync(person.Dialog);
            }
        );

    private Task VisitAsync(string scenario, Func<Person, Keys, Task> live) =>
        house.VisitAsync(
            Screen.Desktop,
            $"keyboard-{scenario}",
            async person =>
            {
                await person.SignInAsync();
                await live(person, new Keys(person));
            }
        );

    private static Task SeesToldAsync(FieldDevice device, int pin, string value) =>
        Until.TrueAsync(() => device.Told(pin) == value, $"the device is told {value} on V{pin}", Cancellation);

    private static ILocator Switch(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Switch, new() { Name = name });

    private static ILocator Tab(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });
}
