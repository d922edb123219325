using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>An administrator gives a program of theirs a way in, changes its secret, and takes the way in away.</summary>
public sealed class ApiClientTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    private const string Name = "Warehouse";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task A_program_is_let_in_changes_its_secret_and_is_kept_out(Screen screen) =>
        house.VisitAsync(
            screen,
            $"api-client-{screen}",
            async person =>
            {
                var name = $"{Name} {screen}";
                await person.SignInAsync();
                await person.GoToAsync("/console/settings?tab=programs");
                await person.PressAsync("New API client");
                await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync(name);
                await person.Dialog.GetByLabel("See them, and use the console").CheckAsync();
                await person.LooksAtAsync("wish");
                await person.PressAsync("Make the client");
                await person.SeesHeadingAsync($"The secret of {name}");
                await person.LooksAtAsync("secret");
                var first = await SecretAsync(person);
                await person.PressAsync("I have copied it");
                (await CallAsync(first, "api/v1/devices/count")).ShouldBe(HttpStatusCode.OK);
                (await CallAsync(first, "api/v1/audit")).ShouldBe(HttpStatusCode.Forbidden);
                await person.Page.ReloadAsync();
                await person.SeesAsync(Row(person, name).GetByText("Active"));
                await Expect(person.Page.GetByText(first)).ToHaveCountAsync(0);
                await person.LooksAtAsync("list");

                await ChooseAsync(person, name, "New secret");
                await person.Dialog.GetByLabel("No longer: it may have become known").CheckAsync();
                await person.LooksAtAsync("overlap");
                await person.PressAsync("Make a new secret");
                await person.SeesHeadingAsync($"The new secret of {name}");
                var second = await SecretAsync(person);
                await person.PressAsync("I have copied it");
                (await CallAsync(first, "api/v1/devices/count")).ShouldBe(HttpStatusCode.Unauthorized);
                (await CallAsync(second, "api/v1/devices/count")).ShouldBe(HttpStatusCode.OK);

                await ChooseAsync(person, name, "Suspend");
                await person.PressAsync("Suspend");
                await person.SeesAsync(Row(person, name).GetByText("Suspended"));
                (await CallAsync(second, "api/v1/devices/count")).ShouldBe(HttpStatusCode.Unauthorized);

                await ChooseAsync(person, name, "Delete");
                await person.Dialog.GetByLabel($"Type \"{name}\" to confirm").FillAsync(name);
                await person.PressAsync("Delete the client");
                await person.NoLongerSeesAsync(Row(person, name));
            }
        );

    private static async Task ChooseAsync(Person person, string name, string what)
    {
        await person.PressAsync($"Change {name}");
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = what, Exact = true }).ClickAsync();
        await person.SeesAsync(person.Dialog);
    }

    private static async Task<string> SecretAsync(Person person) =>
        (
            await person.Dialog.GetByRole(AriaRole.Group, new() { Name = "Secret", Exact = true }).TextContentAsync()
        )!.Trim();

    private async Task<HttpStatusCode> CallAsync(string secret, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(house.Cloud.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static ILocator Row(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
