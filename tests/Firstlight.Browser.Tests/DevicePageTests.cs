using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The device's own page, as it opens on a phone in the device's Wi-Fi: with the code of the app, with scripts and without.</summary>
public sealed class DevicePageTests(House house) : IClassFixture<House>
{
    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task The_form_fits_a_narrow_phone_and_loses_nothing_that_was_typed(int width) =>
        await DevicePage.VisitAsync(
            house,
            await house.SwitchOnAsync(),
            "form",
            width,
            async page =>
            {
                await Expect(page.Network("Home"))
                    .ToHaveAccessibleNameAsync(new Regex("needs a password.*signal 4 of 4"));
                await page.FitsAsync();
                await page.Person.LooksAtAsync("closed");

                const string Name = "An attic with a long long name !";
                await page.Person.Page.GetByText("Cloud and fixed address").ClickAsync();
                await page.AnotherNetwork.CheckAsync();
                await page.AnotherName.FillAsync(Name);
                await page.Person.PressAsync("Show");
                await page.FitsAsync();
                await page.Person.LooksAtAsync("open");
                await page.LookAgainAsync();
                await page.StillHasAsync(Name);

                await page.SendCodeAsync("nonsense, and more");
                await page.Person.ReadsAsync("That is no code.");
                await page.StillHasAsync(Name);
                await page.FitsAsync();
                await page.Person.LooksAtAsync("refused");
            }
        );

    [Fact]
    public Task With_the_code_of_the_app_it_goes_online_and_the_app_says_so() =>
        AddAsync(
            "code",
            async (customer, code) =>
            {
                await customer.Person.LooksAtAsync("code");
                await DevicePage.VisitAsync(
                    house,
                    customer.Device,
                    "code",
                    390,
                    async page =>
                    {
                        // As people type: small letters, a blank for the dash.
                        await page.SendAsync(code.ToLowerInvariant().Replace('-', ' '));
                        await page.SeesTakenAsync();
                        await page.Person.LooksAtAsync("taken");
                        await page.Person.ReadsAsync("Its Wi-Fi has closed, as it should.");
                    }
                );
                await customer.NameItAsync("By code");
            }
        );

    [Fact]
    public Task Without_scripts_it_goes_online_as_well() =>
        AddAsync(
            "no-scripts",
            async (customer, code) =>
            {
                await DevicePage.VisitAsync(
                    house,
                    customer.Device,
                    "no-scripts",
                    320,
                    async page =>
                    {
                        await page.Person.PictureAsync("form");
                        await page.Person.Link("Look again").ClickAsync();
                        await Expect(page.Person.Page).ToHaveURLAsync(new Regex("scan=1$"));
                        await page.SendAsync("no code at all");
                        await page.Person.ReadsAsync("That is no code.");
                        await page.SendAsync(code);
                        await page.SeesTakenAsync();
                        page.Asked.ShouldAllBe(address => !address.Contains("pass", StringComparison.Ordinal));
                        await page.Person.PictureAsync("taken");
                    },
                    scripts: false
                );
                await customer.NameItAsync("Without scripts");
            }
        );

    [Fact]
    public Task A_mistyped_code_brings_the_page_back_with_its_reason_and_the_right_one_still_works() =>
        AddAsync(
            "mistyped",
            async (customer, code) =>
            {
                await DevicePage.VisitAsync(
                    house,
                    customer.Device,
                    "mistyped",
                    320,
                    async page =>
                    {
                        await page.SendAsync("0000-0000");
                        await customer.Person.PressAsync("I have typed it");
                        await customer.Person.SeesHeadingAsync("Watching it come online");
                        await page.Person.ReadsAsync("The cloud did not accept the code.", Patience.Device);
                        await page.Person.LooksAtAsync("refused");
                        await Expect(page.Person.Field("Wi-Fi password")).ToHaveValueAsync("firstlight-wifi");
                        await page.SendCodeAsync(code);
                        await page.SeesTakenAsync();
                    }
                );
                await customer.NameItAsync("At the second try");
            }
        );

    [Fact]
    public async Task What_the_app_hands_over_behind_the_fragment_sign_is_filled_in_and_told_to_nobody()
    {
        var token = new string('t', 32);
        await DevicePage.VisitAsync(
            house,
            await house.SwitchOnAsync(),
            "handed",
            390,
            async page =>
            {
                await page.Person.ReadsAsync("The app has handed over its key.");
                await Expect(page.Network("Home")).ToBeCheckedAsync();
                await Expect(page.Person.Field("Wi-Fi password")).ToHaveValueAsync("firstlight-wifi");
                page.Person.Page.Url.ShouldNotContain("#", Case.Sensitive, "it is gone from the address");
                await page.LookAgainAsync();
                page.Asked.ShouldAllBe(address => !address.Contains(token, StringComparison.Ordinal));
                await page.Person.LooksAtAsync("filled");
            },
            fragment: $"#ssid=Home&pass=firstlight-wifi&blynk={token}&host=127.0.0.1&port=1"
        );
    }

    /// <summary>The app stays open at its code while somebody is at the device's page.</summary>
    private Task AddAsync(string scenario, Func<Customer, string, Task> walk) =>
        house.VisitAsync(
            Screen.Phone,
            $"device-page-{scenario}-app",
            async person =>
            {
                var customer = await Customer.UnpackAsync(person, house);
                await walk(customer, await customer.ReadCodeAsync());
            }
        );
}
