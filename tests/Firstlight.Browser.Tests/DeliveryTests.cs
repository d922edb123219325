using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>
/// From a maker to a customer by way of an organisation: the maker makes it and invites, the client comes in by the link,
/// brings a device of each kind into the account, and the maker can look after them. (The other documented way, where customers
/// sign up by themselves into an organisation of their own, is in <see cref="ClaimTests"/>.)
/// </summary>
public sealed class DeliveryTests(House house) : IClassFixture<House>
{
    private const string Password = "a few words in a row";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_invited_into_an_organisation_provisions_and_claims_and_is_looked_after()
    {
        var link = "";
        await house.VisitAsync(Screen.Desktop, "delivery-maker", async person => link = await InviteAsync(person));
        await house.VisitAsync(Screen.Phone, "delivery-client", person => ComeInAsync(person, link));
        await house.VisitAsync(Screen.Desktop, "delivery-support", LookAfterAsync);
    }

    private static async Task<string> InviteAsync(Person person)
    {
        await person.SignInAsync();
        await person.GoToAsync("/console/organisations");
        await person.PressAsync("New organisation");
        await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync("Hotel Sunrise");
        await person.PressAsync("Make the organisation");
        await person.PressAsync("See what they see");
        await person.ReadsAsync("You see what Hotel Sunrise sees");

        await person.GoToAsync("/console/settings?tab=people");
        await person.PressAsync("Invite a person");
        await person.PressAsync("Invite");
        await person.ReadsAsync("Choose what they may do.");
        await person.LooksAtAsync("refused");
        await person.Dialog.GetByLabel(new Regex("^E-mail address")).FillAsync("ida@example.com");
        await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync("Ida Client");
        await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Option, new() { Name = "Admin: everything" }).ClickAsync();
        await person.PressAsync("Invite");
        var shown = person.Dialog.GetByText(new Regex("/join#"));
        await Expect(shown).ToBeVisibleAsync();
        var link = new Uri(await shown.InnerTextAsync());
        await person.PressAsync("I have copied it");
        await person.ReadsAsync("ida@example.com");
        await person.LooksAtAsync("invited");
        return link.PathAndQuery + link.Fragment;
    }

    private async Task ComeInAsync(Person person, string link)
    {
        await person.GoToAsync(link);
        await person.SeesHeadingAsync("Join Hotel Sunrise");
        person.Page.Url.ShouldNotContain("#", Case.Sensitive, "the secret is gone from the address");
        await person.LooksAtAsync("join");
        await person.Field("Password").FillAsync(Password);
        await person.PressAsync("Create the account");
        await person.SeesHeadingAsync("No devices yet");

        var customer = await Customer.UnpackAsSignedInAsync(person, house);
        await customer.OpenWizardAsync();
        await customer.JoinAsync();
        await customer.ChooseAsync("Home", "firstlight-wifi");
        await customer.NameItAsync("Lobby thermostat");

        var unit = (await house.Api.MakeUnitsAsync("TMPLthermo01", 1, Cancellation))[0];
        await person.GoToAsync("/app/claim");
        await person.Field("Code on the label").FillAsync(unit["claimCode"]!.GetValue<string>());
        await person.PressAsync("Add the device");
        await person.SeesHeadingAsync("It is yours");
        await person.Field("What shall it be called?").FillAsync("Roof thermostat");
        await person.PressAsync("Go to the device");
        await person.SeesHeadingAsync("Roof thermostat");
    }

    private static async Task LookAfterAsync(Person person)
    {
        await person.SignInAsync();
        await person.GoToAsync("/console/devices");
        await person.SeesHeadingAsync("Devices");
        await Expect(person.Page.GetByText("Lobby thermostat")).ToHaveCountAsync(0);
        await person.GoToAsync("/console/organisations");
        await person.Link("Hotel Sunrise").ClickAsync();
        await person.PressAsync("See what they see");
        await person.ReadsAsync("You see what Hotel Sunrise sees");
        await person.Link("Devices").ClickAsync();
        await person.SeesAsync(person.Link("Lobby thermostat"));
        await person.SeesAsync(person.Link("Roof thermostat"));
        await person.LooksAtAsync("devices");
        await person.Link("Lobby thermostat").ClickAsync();
        await person.SeesHeadingAsync("Lobby thermostat");
        await person.SeesAsync(person.Page.GetByText("Online", new() { Exact = true }));
    }
}
