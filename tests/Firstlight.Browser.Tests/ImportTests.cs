using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Units ordered from a table: it is sent once, also over a bad line, looked at and ordered from.</summary>
public sealed class ImportTests(House house) : IClassFixture<House>
{
    private const string Thermostat = "TMPLthermo01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_table_is_looked_at_its_columns_are_sent_elsewhere_and_each_row_becomes_a_unit() =>
        house.VisitAsync(
            Screen.Desktop,
            "table",
            async person =>
            {
                // A table with errors is refused on purpose.
                person.Expects("/static-batches/import");
                using var field = await house.Api.Http.PostAsJsonAsync(
                    $"api/v1/templates/{Thermostat}/metadata-fields",
                    new { name = "Serial Number", type = "Text" },
                    Cancellation
                );
                (await field.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Serial Number");
                var pieces = new ConcurrentQueue<string>();
                person.Page.Request += (_, request) =>
                {
                    if (request.Method == "PATCH" && request.Url.Contains("/uploads/", StringComparison.Ordinal))
                        pieces.Enqueue(request.Url);
                };
                await OpenAsync(person);

                await ChooseTableAsync(person, "Device Name,Box\nCellar,SN-1\nAttic\n");
                await person.PressAsync("Look at the table");
                await person.ReadsAsync("One thing is wrong.");
                await person.SeesAsync(person.Dialog.GetByRole(AriaRole.Row).Filter(new() { HasText = "Row 3" }));
                await person.LooksAtAsync("refused");

                await ChooseTableAsync(person, "Device Name,Box\nCellar,SN-1\nAttic,SN-2\n");
                await person.PressAsync("Look at the table");
                await person.ReadsAsync("2 rows, and nothing is wrong with them.");
                await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Column Box" }).ClickAsync();
                await person.Page.GetByRole(AriaRole.Option, new() { Name = "Serial Number" }).ClickAsync();
                await Expect(person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Column Box" }))
                    .ToHaveValueAsync("Serial Number");
                await person.LooksAtAsync("checked");
                await person.PressAsync("Order 2 tokens");
                await person.ReadsAsync("2 of 2");
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Attic" }));
                var units = await house.Api.GetAsync("api/v1/static-tokens?search=SN-2", Cancellation);
                units["items"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Attic");
                // Two tables, each sent once: looked at twice and ordered from, the second one did not leave again.
                pieces.Count.ShouldBe(2);
            }
        );

    [Theory, Screens(Screen.Phone)]
    public Task After_a_broken_connection_a_table_goes_on_where_it_was(Screen screen) =>
        house.VisitAsync(
            screen,
            "table-broken",
            async person =>
            {
                const string table = "Device Name\nBroken line 1\nBroken line 2\n";
                // Each try that fails on purpose.
                person.Expects("/api/v1/uploads/");
                var isBroken = true;
                // The browser calls back outside of the test.
                var cancellation = Cancellation;
                await person.Page.Clock.InstallAsync();
                await person.Page.RouteAsync(
                    "**/api/v1/uploads/*",
                    async route =>
                    {
                        if (route.Request.Method != "PATCH" || !isBroken)
                        {
                            await route.ContinueAsync();
                            return;
                        }

                        if (route.Request.Headers["upload-offset"] == "0")
                            await SendAsync(route.Request.Url, table[..(table.Length / 2)], cancellation);
                        await route.AbortAsync("connectionreset");
                    }
                );
                await OpenAsync(person);

                await ChooseTableAsync(person, table);
                await person.PressAsync("Look at the table");
                await person.ReadsAsync("50 % of the table is sent.");
                await person.LooksAtAsync("sending");
                var goOn = person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Go on" });
                await Until.TrueAsync(
                    async () =>
                    {
                        await person.Page.Clock.FastForwardAsync(30_000);
                        return await goOn.IsVisibleAsync();
                    },
                    "the page gives up",
                    Cancellation
                );
                await person.ReadsAsync("50 % of the table is there.");
                await person.LooksAtAsync("stopped");

                isBroken = false;
                await goOn.ClickAsync();
                await person.ReadsAsync("2 rows, and nothing is wrong with them.");
                await person.PressAsync("Order 2 tokens");
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Broken line 2" }));
            }
        );

    private static async Task OpenAsync(Person person)
    {
        await person.SignInAsync();
        await person.GoToAsync("/console/static-tokens");
        await person.PressAsync("Order from a table");
        await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Template" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Option, new() { Name = "Thermostat" }).ClickAsync();
    }

    private static Task ChooseTableAsync(Person person, string table) =>
        person
            .Dialog.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "units.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(table),
                }
            );

    // What arrives of a piece before its connection breaks.
    private async Task SendAsync(string upload, string beginning, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "0");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(beginning))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") },
        };
        using var response = await house.Api.Http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
