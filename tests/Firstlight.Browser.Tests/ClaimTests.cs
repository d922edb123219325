using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Units with their own connection: ordered and taken away in the console, brought into an account by their label.</summary>
public sealed class ClaimTests(House house) : IClassFixture<House>
{
    private const string Thermostat = "TMPLthermo01";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_maker_orders_tokens_a_unit_connects_and_a_customer_who_signed_up_scans_its_label()
    {
        JsonNode unit = null!;
        await house.VisitAsync(
            Screen.Desktop,
            "maker",
            async person =>
            {
                await person.SignInAsync();
                await LetInAsync(person);
                unit = (await OrderAsync(person, "First shipment", 3))[0];
            }
        );
        await using var device = await FieldDevice.ConnectStaticAsync(
            house,
            unit["token"]!.GetValue<string>(),
            Thermostat
        );
        await device.WriteAsync(0, "19.5");

        var nora = new Newcomer("Nora Claims");
        using var scratch = new Scratch();
        var film = await Film.MakeAsync(scratch.File("label.y4m"), unit["qr"]!.GetValue<string>(), Cancellation);
        await house.VisitAsync(
            Screen.Phone,
            "claim",
            async person =>
            {
                await SignUpAsync(person, nora, "Hotel Claims");
                await person.Link("It has a label to scan").ClickAsync();
                await person.SeesHeadingAsync("Scan the label");
                await person.LooksAtAsync("page");
                await person.PressAsync("Scan with the camera");
                await person.SeesHeadingAsync("It is yours");
                await person.ReadsAsync("Your device is in your account, and online.");
                await person.LooksAtAsync("claimed");
                await person.Field("What shall it be called?").FillAsync("Garage meter");
                await person.PressAsync("Go to the device");
                await person.SeesHeadingAsync("Garage meter");
                await person.ReadsAsync("19.5");
                // The connection stayed, and the customer's page hears it.
                await device.WriteAsync(0, "20.25");
                await person.ReadsAsync("20.25");
            },
            new Profile(house.Cloud.Address) { Camera = film, Permissions = ["camera"] }
        );
        await FindAsync("Hotel Claims", "Garage meter");
        await ReleaseAsync();
        await device.WriteAsync(0, "21");
    }

    [Fact]
    public Task A_code_is_typed_and_every_refusal_says_what_to_do() =>
        house.VisitAsync(
            Screen.Phone,
            "claim-typed",
            async person =>
            {
                // Refused on purpose.
                person.Expects("/api/v1/claims");
                var units = await house.Api.MakeUnitsAsync(Thermostat, 1, Cancellation);
                var code = units[0]["claimCode"]!.GetValue<string>();
                await person.SignInAsync();
                await person.GoToAsync("/app/claim");
                var field = person.Field("Code on the label");

                await field.FillAsync("ABCDEF-GHJKMN-PQRSTV");
                await person.PressAsync("Add the device");
                await person.ReadsAsync("That is not a whole code.");
                await person.LooksAtAsync("slip");

                // As people type: small letters, blanks for hyphens.
                await field.FillAsync(code.ToLowerInvariant().Replace('-', ' '));
                await Expect(field).ToHaveValueAsync(code);
                await person.PressAsync("Add the device");
                await person.SeesHeadingAsync("It is yours");
                await person.ReadsAsync("It comes online once it is switched on.");

                var nora = new Newcomer("Late Nora");
                await nora.SignUpAsync(house);
                await person.Context.ClearCookiesAsync();
                await person.SignInAsync(nora.Email, nora.Password);
                await person.GoToAsync("/app/claim");
                await field.FillAsync(code);
                await person.PressAsync("Add the device");
                await person.ReadsAsync("This unit is in somebody's account already.");
            }
        );

    [Fact]
    public Task Without_a_camera_the_page_says_so_and_takes_the_code() =>
        house.VisitAsync(
            Screen.Phone,
            "claim-no-camera",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/app/claim");
                await person.PressAsync("Scan with the camera");
                await person.ReadsAsync("type the code below");
                await person.LooksAtAsync("trouble");
                await Expect(person.Field("Code on the label")).ToBeEnabledAsync();
            }
        );

    // Customers come by themselves, each into an organisation below the maker's.
    private static async Task LetInAsync(Person person)
    {
        await person.GoToAsync("/console/settings?tab=organisation");
        var choice = person.Page.GetByRole(AriaRole.Radio, new() { NameRegex = new("organisation of their own") });
        await choice.CheckAsync();
        await Expect(choice).ToBeEnabledAsync();
        await Expect(choice).ToBeCheckedAsync();
        await person.LooksAtAsync("sign-up");
    }

    private static async Task SignUpAsync(Person person, Newcomer nora, string organisation)
    {
        await person.GoToAsync("/sign-up");
        await person.Field("Name").FillAsync(nora.Name);
        await person.Field("E-mail address").FillAsync(nora.Email);
        await person.Field("Password").FillAsync(nora.Password);
        await person.Field("Organisation").FillAsync(organisation);
        await person.LooksAtAsync("sign-up");
        await person.PressAsync("Create the account");
        await person.SeesHeadingAsync("No devices yet");
    }

    // The maker finds the customer's organisation, and in it the device, which is not among the maker's own.
    private Task FindAsync(string organisation, string device) =>
        house.VisitAsync(
            Screen.Desktop,
            "claim-found",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/console/organisations");
                await person.Link(organisation).ClickAsync();
                await person.PressAsync("See what they see");
                await person.ReadsAsync($"You see what {organisation} sees");
                await person.Link("Devices").ClickAsync();
                await person.SeesAsync(person.Link(device));
            }
        );

    private static async Task<IReadOnlyList<JsonNode>> OrderAsync(Person person, string name, int count)
    {
        await person.GoToAsync("/console/static-tokens");
        await person.PressAsync("Order tokens");
        var dialog = person.Dialog;
        await dialog.GetByLabel(new Regex("^How many")).FillAsync("none");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Order" }).ClickAsync();
        await person.ReadsAsync("A whole number from 1 to 1,000,000.");
        await person.ReadsAsync("Choose what kind of units they are for.");
        await person.LooksAtAsync("refused");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Template" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Option, new() { Name = "Thermostat" }).ClickAsync();
        await dialog.GetByLabel(new Regex("^How many")).FillAsync($"{count}");
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Order" }).ClickAsync();
        await person.SeesHeadingAsync(name);
        await person.SeesAsync(person.Page.GetByText("Never connected"));
        await person.LooksAtAsync("batch");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.PressAsync("Lines of JSON"));
        download.SuggestedFilename.ShouldBe("First-shipment.jsonl");
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation);
        lines.Length.ShouldBe(count);
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    // A unit comes back to the maker, who takes it out of the customer's account.
    private Task ReleaseAsync() =>
        house.VisitAsync(
            Screen.Desktop,
            "release",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/console/static-tokens");
                await person.Link("First shipment").ClickAsync();
                await person.PressAsync("Release unit 1");
                await person.LooksAtAsync("asked");
                await person.Dialog.GetByRole(AriaRole.Checkbox).UncheckAsync();
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
                await person.SeesAsync(person.Page.GetByText("Connected, unclaimed"));
            }
        );
}
