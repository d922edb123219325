using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Somebody takes their data and goes, with keys alone.</summary>
public sealed class LeavingTests(House house) : IClassFixture<House>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [Screens(Screen.Desktop)]
    public async Task A_customer_takes_their_data_away_and_deletes_the_account(Screen screen)
    {
        var nora = new Newcomer($"Leaving {screen}");
        await nora.SignUpAsync(house);
        await house.VisitAsync(
            screen,
            "leaving",
            async person =>
            {
                // Refused on purpose.
                person.Expects("/api/v1/me/delete");
                var keys = new Keys(person);
                await person.SignInAsync(nora.Email, nora.Password);
                await person.GoToAsync("/app/account");
                await keys.PressOnAsync(person.Link("Your data, and leaving"));
                await person.SeesHeadingAsync("Your data");
                await person.LooksAtAsync("page");

                var download = await person.Page.RunAndWaitForDownloadAsync(() =>
                    keys.PressOnAsync(person.Button("Download my data"))
                );
                download.SuggestedFilename.ShouldBe("firstlight-my-data.zip");
                (await AccountInAsync(await download.PathAsync()))["email"]!.GetValue<string>().ShouldBe(nora.Email);
                await person.ReadsAsync("It is in your downloads");

                await keys.PressOnAsync(person.Button("Delete my account"));
                await person.ReadsAsync("Type DELETE, in capital letters.");
                await person.LooksAtAsync("refused");
                await keys.TypeIntoAsync(person.Field("Type \"DELETE\" to confirm"), "DELETE");
                await keys.TypeIntoAsync(person.Field("Password"), "not the password");
                await keys.PressAsync("Enter");
                await person.ReadsAsync("The password is wrong.");
                await keys.TypeIntoAsync(person.Field("Password"), nora.Password);
                await keys.PressAsync("Enter");
                await person.SeesHeadingAsync("Sign in");
                await person.ReadsAsync("Your account is deleted.");
            }
        );

        using var signIn = await house.Api.Http.PostAsJsonAsync(
            "api/v1/sign-in",
            new { email = nora.Email, password = nora.Password },
            Cancellation
        );
        signIn.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }

    [Theory]
    [Screens(Screen.Phone)]
    public Task The_last_administrator_is_told_to_make_another_one_first_and_led_there(Screen screen) =>
        house.VisitAsync(
            screen,
            "leaving-last",
            async person =>
            {
                // Refused on purpose.
                person.Expects("/api/v1/me/delete");
                await person.SignInAsync();
                await person.GoToAsync("/app/account/data");
                await person.Field("Type \"DELETE\" to confirm").FillAsync("DELETE");
                await person.Field("Password").FillAsync(CloudProcess.OwnerPassword);
                await person.PressAsync("Delete my account");
                await person.ReadsAsync("You are the last administrator.");
                await person.LooksAtAsync("refused");
                await person.Link("Make somebody else an administrator").ClickAsync();
                await Expect(person.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "People" }))
                    .ToHaveAttributeAsync("aria-selected", "true");
            }
        );

    private static async Task<JsonNode> AccountInAsync(string path)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, Cancellation);
        await using var account = await zip.GetEntry("account.json")!.OpenAsync(Cancellation);
        return (await JsonNode.ParseAsync(account, cancellationToken: Cancellation))!;
    }
}
