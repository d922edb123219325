using System.IO.Compression;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api.Tests.Rights;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Routes;

/// <summary>What somebody takes away who leaves: all that is theirs, nothing of others, no secret.</summary>
public sealed class OwnDataTests : IAsyncLifetime
{
    private WholeCloud _cloud = null!;
    private Person _nora = null!;
    private string _token = "";
    private TemplateId _template;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync();
        _nora = await _cloud.AddPersonAsync("nora@example.com", Role.User, OrganisationId.Root);
        _token = await _cloud.SignInAsync("nora@example.com");
        var catalog = _cloud.Get<ITemplateCatalog>();
        _template = (await catalog.CreateAsync(OrganisationId.Root, new TemplateDraft("Boiler"), Cancellation))
            .Value
            .Id;
        var stream = new DatastreamDraft("Level", new VirtualPin(0), DatastreamType.Integer);
        await catalog.AddDatastreamAsync(OrganisationId.Root, _template, stream, Cancellation);
        await catalog.AddMetadataFieldAsync(
            OrganisationId.Root,
            _template,
            new MetadataFieldDraft("Room"),
            Cancellation
        );
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task It_holds_account_devices_values_attempts_and_actions()
    {
        var (device, _) = await MakeDeviceAsync(_nora.Id, "Cellar");
        await CallAsync(HttpMethod.Put, $"/devices/{device}/datastreams/0", new { value = 42 });
        await CallAsync(HttpMethod.Put, $"/devices/{device}/metadata/Room", new { value = "Under the stairs" });
        var attempt = await CallAsync(HttpMethod.Post, "/provisioning/sessions", new { templateId = _template.Value });

        var files = await TakeAsync();

        files.Keys.ShouldBe([
            "README.txt",
            "account.json",
            "devices.jsonl",
            "events.jsonl",
            "attempts.jsonl",
            "actions.jsonl",
        ]);
        var account = JsonNode.Parse(files["account.json"])!;
        ((string?)account["email"]).ShouldBe("nora@example.com");
        account["lastSignInAt"].ShouldNotBeNull();
        var taken = LinesOf(files["devices.jsonl"]).ShouldHaveSingleItem();
        ((long)taken["device"]!["id"]!).ShouldBe(device);
        ((string?)taken["device"]!["metadata"]!["Room"]).ShouldBe("Under the stairs");
        ((int)taken["values"]![0]!["value"]!).ShouldBe(42);
        ((long)LinesOf(files["attempts.jsonl"]).ShouldHaveSingleItem()["id"]!).ShouldBe((long)attempt["id"]!);
        LinesOf(files["actions.jsonl"])
            .Select(line => (string?)line["action"])
            .ShouldBe([AuditActions.OwnDataTaken, AuditActions.SignedIn]);
    }

    [Fact]
    public async Task It_holds_nothing_of_others_and_no_secret()
    {
        var (_, own) = await MakeDeviceAsync(_nora.Id, "Cellar");
        var bob = await _cloud.AddPersonAsync("bob@example.com", Role.User, OrganisationId.Root);
        var (_, other) = await MakeDeviceAsync(bob.Id, "Attic");
        await _cloud.SignInAsync("bob@example.com");
        var attempt = await CallAsync(HttpMethod.Post, "/provisioning/sessions", new { templateId = _template.Value });
        var stored = (await _cloud.Get<IAccountStore>().FindAsync(_nora.Id, Cancellation))!;
        string[] hidden =
        [
            own.Reveal(),
            other.Reveal(),
            (string)attempt["token"]!,
            (string)attempt["code"]!,
            stored.PasswordHash!,
            stored.SecurityStamp,
            WholeCloud.Password,
            _token,
            "bob@example.com",
            "Attic",
        ];

        var everything = string.Concat((await TakeAsync()).Values);

        hidden.ShouldAllBe(secret => !everything.Contains(secret, StringComparison.Ordinal));
        LinesOf((await TakeAsync())["actions.jsonl"]).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Actions_in_other_organisations_are_in_it_and_more_devices_than_a_page_has()
    {
        var dealer = (await _cloud.Get<IOrganisations>().CreateAsync(OrganisationId.Root, "Dealer", null, Cancellation))
            .Value
            .Organisation
            .Id;
        await _cloud
            .Get<IAuditLog>()
            .RecordAsync(_nora.Id, dealer, AuditActions.DeviceDeleted, "device/7", null, Cancellation);
        for (var number = 1; number <= 101; number++)
            await MakeDeviceAsync(_nora.Id, $"Device {number}");

        var files = await TakeAsync();

        LinesOf(files["devices.jsonl"])
            .Select(line => (string?)line["device"]!["name"])
            .ShouldBe(Enumerable.Range(1, 101).Select(number => $"Device {number}"));
        LinesOf(files["actions.jsonl"])
            .ShouldContain(line =>
                (string?)line["subject"] == "device/7" && (long)line["organisationId"]! == dealer.Value
            );
    }

    private async Task<(long Id, AuthToken Token)> MakeDeviceAsync(UserId owner, string name)
    {
        var tokens = _cloud.Get<IDeviceTokens>();
        var made = await tokens.CreateDeviceAsync(OrganisationId.Root, owner, _template, name, Cancellation);
        return (made.Value.Device.Id.Value, made.Value.Token);
    }

    private Task<JsonNode> CallAsync(HttpMethod method, string path, object body) =>
        _cloud.CallAsync(_token, method, path, body).DoneAsync();

    private async Task<Dictionary<string, string>> TakeAsync()
    {
        using var answer = await _cloud.CallAsync(_token, HttpMethod.Get, "/me/export");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("firstlight-my-data.zip");
        var files = new Dictionary<string, string>();
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
            files.Add(entry.Name, await reader.ReadToEndAsync(Cancellation));
        }

        return files;
    }

    private static List<JsonNode> LinesOf(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
