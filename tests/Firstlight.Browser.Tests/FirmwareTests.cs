using System.Net;
using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Firmware is uploaded, ordered and followed to its end, well and badly.</summary>
public sealed class FirmwareTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    // More than sockets hold, so that a slow device is a slow download.
    private const int LargeBytes = 20_000_000;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task Firmware_is_uploaded_shipped_and_seen_to_arrive(Screen screen) =>
        house.VisitAsync(
            screen,
            "firmware",
            async person =>
            {
                var template = await house.Api.CreateTemplateAsync($"Pump {screen}", Cancellation);
                await using var device = await UpdatingDevice.ConnectAsync(house, template, "Garden pump", "1.9.0");
                person.Expects("status of 400", "status of 409");
                await person.SignInAsync();
                await person.GoToAsync($"/console/firmware?template={template}");
                await person.SeesHeadingAsync($"No firmware for Pump {screen} yet");
                await person.LooksAtAsync("empty");

                await UploadAsync(person, "notes.txt", "no firmware at all"u8.ToArray());
                await person.ReadsAsync("The file has no firmware tag");
                await person.LooksAtAsync("refused");
                await ChooseAsync(person, "pump-1.10.0.bin", Firmwares.Image(template, "1.10.0", LargeBytes));
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
                await person.SeesAsync(Row(person, "1.10.0").GetByText("Plain image"));
                await UploadAsync(person, "again.bin", Firmwares.Image(template, "1.10.0"));
                await person.ReadsAsync("is there already, as pump-1.10.0.bin");
                await person.PressAsync("Cancel");
                await person.LooksAtAsync("list");

                var keys = new Keys(person);
                await keys.PressOnAsync(person.Button("Ship 1.10.0, built Jan  2 2026 00:00:00"));
                await person.SeesHeadingAsync("Ship 1.10.0, built Jan  2 2026 00:00:00");
                await person.PressAsync("Start the shipment");
                await person.ReadsAsync("Choose at least one device.");
                await person
                    .Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^Devices") })
                    .FillAsync("garden");
                await keys.ChooseAsync(person.Page.GetByRole(AriaRole.Option, new() { Name = "Garden pump (1.9.0)" }));
                await person.Field("Name").FillAsync("Spring");
                await person.LooksAtAsync("order");
                await person.PressAsync("Start the shipment");
                await person.SeesHeadingAsync("Spring");
                var row = Row(person, "Garden pump");
                await person.SeesAsync(row.GetByText("Request sent"));

                await device.FetchAsync(await device.HearAsync(), () => IsPartlyThereAsync(person));
                await person.SeesAsync(row.GetByText("Firmware downloaded"));
                await device.ComeBackAsync("1.10.0");
                await person.SeesAsync(row.GetByText("Success"));
                await person.SeesAsync(row.GetByText("1.10.0"));
                await person.SeesAsync(person.Page.GetByText("Finished", new() { Exact = true }));
                await person.LooksAtAsync("finished");

                await person.GoToAsync($"/console/devices/{device.Id}");
                await person.ReadsAsync("It runs 1.10.0.");
                await person.SeesAsync(person.Page.GetByText("Success", new() { Exact = true }));
                await person.LooksAtAsync("device");
            }
        );

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task An_update_that_fails_says_why_and_is_tried_again_or_stopped(Screen screen) =>
        house.VisitAsync(
            screen,
            "firmware-failed",
            async person =>
            {
                var template = await house.Api.CreateTemplateAsync($"Valve {screen}", Cancellation);
                await using var device = await UpdatingDevice.ConnectAsync(house, template, "Cellar valve", "2.0.0");
                await Firmwares.UploadAsync(house.Api, template, "1.0.0");
                await Firmwares.UploadAsync(house.Api, template, "2.1.0");
                person.Expects("status of 409");
                await person.SignInAsync();
                await person.GoToAsync($"/console/devices/{device.Id}");
                await person.ReadsAsync("It was never updated from here.");
                var update = person.Button("Update firmware");
                await update.FocusAsync();
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesHeadingAsync("Update Cellar valve");
                await person.Page.Keyboard.PressAsync("Escape");
                await Expect(update).ToBeFocusedAsync();
                await person.Page.Keyboard.PressAsync("Enter");
                await Expect(person.Page.GetByRole(AriaRole.Combobox, new() { Name = "Firmware" }))
                    .ToHaveValueAsync(new Regex("2.1.0.*newer than what it runs"));
                await person.Field("Attempts").FillAsync("1");
                await person.LooksAtAsync("order");
                await person.PressAsync("Order the update");
                await person.ReadsAsync("Request sent");

                await device.FetchAsync(await device.HearAsync());
                await person.ReadsAsync("Firmware downloaded");
                await device.ComeBackAsync("2.0.0");
                await person.ReadsAsync("It fetched the firmware and came back with the old one.");
                await person.ReadsAsync("Upload failure");
                await person.LooksAtAsync("reason");
                await person.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^2.1.0 of ") }).ClickAsync();
                await person.PressAsync("Try the failed ones again");
                await person.SeesHeadingAsync("Ship again to 1 device?");
                await person.PressAsync("Start a new shipment");
                await person.SeesAsync(Row(person, "Cellar valve").GetByText("Request sent"));
                await person.LooksAtAsync("again");

                await DeleteAsync(person, template);
                await person.ReadsAsync("A shipment that runs needs this firmware.");
                await person.LooksAtAsync("needed");
                await person.Link("To the shipments").ClickAsync();
                await person.LooksAtAsync("shipments");
                await person
                    .Page.GetByRole(AriaRole.Row)
                    .Filter(new() { HasText = "Running" })
                    .GetByRole(AriaRole.Link)
                    .First.ClickAsync();
                await person.PressAsync("Stop");
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
                await person.SeesAsync(person.Page.GetByText("Stopped", new() { Exact = true }));
                await person.LooksAtAsync("stopped");
            }
        );

    [Fact]
    public Task Who_may_only_look_is_offered_nothing_to_change() =>
        house.VisitAsync(
            Screen.Desktop,
            "firmware-staff",
            async person =>
            {
                var invited = await house.Api.PostAsync(
                    "api/v1/invitations",
                    new
                    {
                        email = "staff@example.com",
                        name = "Sam Staff",
                        role = "Staff",
                    },
                    HttpStatusCode.Created,
                    Cancellation
                );
                await person.GoToAsync(invited["path"]!.GetValue<string>());
                await person.Field("Password").FillAsync("correct horse battery");
                await person.PressAsync("Create the account");
                await person.Page.WaitForURLAsync(new Regex("/(app|console)"));
                await person.GoToAsync($"/console/firmware?template={house.Product}");
                await person.SeesAsync(Row(person, "3.0.0"));
                await Expect(person.Button("Upload firmware")).ToHaveCountAsync(0);
                await Expect(person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Ship|Delete) ") }))
                    .ToHaveCountAsync(0);
                await person.GoToAsync($"/console/shipments/{house.Shipment}");
                await person.SeesAsync(Row(person, "Workshop prototype"));
                await Expect(person.Button("Stop")).ToHaveCountAsync(0);
                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}");
                await person.ReadsAsync("It was never updated from here.");
                await Expect(person.Button("Update firmware")).ToHaveCountAsync(0);
            }
        );

    private static async Task UploadAsync(Person person, string name, byte[] image)
    {
        await person.PressAsync("Upload firmware");
        await ChooseAsync(person, name, image);
        await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
    }

    private static Task ChooseAsync(Person person, string name, byte[] image) =>
        person
            .Dialog.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "application/octet-stream",
                    Buffer = image,
                }
            );

    // More than nothing and less than all, as the page says it.
    private static async Task<bool> IsPartlyThereAsync(Person person)
    {
        var bar = person.Page.GetByRole(AriaRole.Progressbar, new() { NameRegex = new Regex("Garden pump") });
        if (await bar.CountAsync() == 0 || await bar.First.GetAttributeAsync("aria-valuenow") is "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, Cancellation);
            return false;
        }

        await person.LooksAtAsync("arriving");
        return true;
    }

    private static async Task DeleteAsync(Person person, string template)
    {
        await person.GoToAsync($"/console/firmware?template={template}");
        await Row(person, "2.1.0").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Delete") }).ClickAsync();
        await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
    }

    private static ILocator Row(Person person, string text) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });
}
