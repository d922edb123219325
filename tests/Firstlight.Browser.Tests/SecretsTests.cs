using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Firstlight.Browser.Tests;

/// <summary>What must not be found on a phone that somebody else picks up, or in a page that somebody looks into.</summary>
public sealed class SecretsTests(House house) : IClassFixture<House>
{
    private const string WifiPassword = "firstlight-wifi";

    [Fact]
    public Task The_token_is_in_no_page_and_the_password_on_the_phone_only_when_it_shall_be_remembered() =>
        house.VisitAsync(
            Screen.Phone,
            "secrets",
            async person =>
            {
                var customer = await Customer.UnpackAsync(person, house);
                var ticket = customer.NextTicketAsync();
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                var token = (await ticket)["token"]!.GetValue<string>();
                await NotInThePageAsync(person, token);
                // It is kept, for there is no internet beside the device.
                (await Storage.DatabasesAsync(person.Page)).ShouldContain(token);
                (await Storage.SmallStoresAsync(person.Page)).ShouldNotContain(token);

                await customer.Network("Home").ClickAsync();
                await person.Field("Wi-Fi password").FillAsync(WifiPassword);
                // The next change is kept after this one: when it is there, a password would be, too.
                await person.Page.GetByLabel("Remember for the next device").CheckAsync();
                await person.Page.GetByLabel("Remember for the next device").UncheckAsync();
                await UntilKeptAsync(person, text => !text.Contains(WifiPassword, StringComparison.Ordinal));
                await person.PressAsync("Connect the device");
                await NotInThePageAsync(person, token);
                await customer.SeesOnlineAsync();
                await NotInThePageAsync(person, token);
                await UntilKeptAsync(person, text => !text.Contains(token, StringComparison.Ordinal));
                (await Storage.DatabasesAsync(person.Page)).ShouldNotContain(WifiPassword);
                await customer.NameItAsync("Secretive");
                await NotInThePageAsync(person, token);
            }
        );

    [Fact]
    public Task A_password_that_shall_be_remembered_is_kept_and_gone_with_the_person() =>
        house.VisitAsync(
            Screen.Desktop,
            "secrets-remembered",
            async person =>
            {
                var customer = await Customer.UnpackAsync(person, house);
                await customer.OpenWizardAsync();
                await customer.JoinAsync();
                await person.Page.GetByLabel("Remember for the next device").CheckAsync();
                await customer.ChooseAsync("Home", WifiPassword);
                await customer.SeesOnlineAsync();
                await UntilKeptAsync(person, text => text.Contains(WifiPassword, StringComparison.Ordinal));
                await person.GoToAsync("/app/account");
                await person.PressAsync("Sign out");
                await person.SeesHeadingAsync("Sign in");
                (await Storage.DatabasesAsync(person.Page)).ShouldNotContain(WifiPassword);
            }
        );

    [Fact]
    public Task The_installed_app_keeps_files_and_nothing_that_the_cloud_answered() =>
        house.VisitAsync(
            Screen.Phone,
            "secrets-installed",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/app/devices");
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Heading));
                await person.IsInstalledAsync();
                foreach (
                    var path in new[]
                    {
                        "/app/devices",
                        "/app/account",
                        "/console/devices",
                        "/console/audit",
                        "/set-up",
                    }
                )
                {
                    await person.GoToAsync(path);
                    await person.SeesAsync(person.Page.GetByRole(AriaRole.Heading));
                }

                await Storage.KeepsOnlyFilesAsync(person.Page);
            },
            new Profile(house.Cloud.Address) { ServiceWorkers = true }
        );

    private static async Task NotInThePageAsync(Person person, string token) =>
        (await person.Page.ContentAsync()).ShouldNotContain(token);

    private static Task UntilKeptAsync(Person person, Func<string, bool> isSo) =>
        Until.TrueAsync(
            async () => isSo(await Storage.DatabasesAsync(person.Page)),
            "the phone keeps what it shall",
            TestContext.Current.CancellationToken
        );
}
