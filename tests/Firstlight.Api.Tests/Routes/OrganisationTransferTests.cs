using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Routes;

/// <summary>A customer's organisation goes from one dealer to the other, over the real rooms.</summary>
public sealed class OrganisationTransferTests : IAsyncLifetime
{
    private WholeCloud _cloud = null!;
    private string _maker = "";
    private long _north;
    private long _south;
    private long _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync();
        await _cloud.AddPersonAsync("maker@example.com", Role.Admin, OrganisationId.Root);
        _maker = await _cloud.SignInAsync("maker@example.com");
        _north = await MakeAsync("North", 1);
        _south = await MakeAsync("South", 1);
        _client = await MakeAsync("Client", _north);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task It_goes_with_everything_and_who_was_above_sees_it_no_more()
    {
        var shop = await MakeAsync("Shop", _client);
        await _cloud.AddPersonAsync("north@example.com", Role.Admin, new OrganisationId(_north));
        await _cloud.AddPersonAsync("south@example.com", Role.Admin, new OrganisationId(_south));
        var (north, south) = (
            await _cloud.SignInAsync("north@example.com"),
            await _cloud.SignInAsync("south@example.com")
        );
        (await SeesAsync(north, shop)).ShouldBeTrue();

        var moved = await TransferAsync(_maker, _client, _south, "Client").DoneAsync();

        ((long)moved["parentId"]!).ShouldBe(_south);
        (await SeesAsync(north, shop)).ShouldBeFalse();
        (await SeesAsync(north, _client)).ShouldBeFalse();
        (await SeesAsync(south, shop)).ShouldBeTrue();
        foreach (var (token, organisation) in new[] { (_maker, 1L), (north, _north), (south, _south) })
        {
            var entry = (await AuditAsync(token))[0]!;
            ((string?)entry["action"]).ShouldBe(AuditActions.OrganisationTransferred, $"in {organisation}");
            ((string?)entry["subject"]).ShouldBe($"organisation/{_client}");
        }
    }

    [Fact]
    public async Task Who_watches_it_from_above_is_not_told_anything_after_the_move()
    {
        await _cloud.AddPersonAsync("north@example.com", Role.Admin, new OrganisationId(_north));
        var north = await _cloud.SignInAsync("north@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/live?organisation={_client}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", north);
        using var live = await _cloud.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await live.Content.ReadAsStreamAsync(Cancellation);
        (await stream.ReadAsync(new byte[1], Cancellation)).ShouldBe(1);

        await TransferAsync(_maker, _client, _south, "Client").DoneAsync();

        await stream.CopyToAsync(Stream.Null, Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        using var again = await _cloud.CallAsync(north, HttpMethod.Get, $"/live?organisation={_client}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_name_that_was_typed_moves_it()
    {
        (await RefusedAsync(_client, _south, "client")).ShouldBe("invalid_confirmation");
        (await RefusedAsync(_client, _south, null)).ShouldBe("invalid_confirmation");
        (await RefusedAsync(_client, null, "Client")).ShouldBe("invalid_parentId");
        await TransferAsync(_maker, _client, _south, " Client ").DoneAsync();
    }

    [Fact]
    public async Task What_would_bend_the_tree_is_refused()
    {
        var shop = await MakeAsync("Shop", _client);

        (await RefusedAsync(_client, shop, "Client")).ShouldBe("below_itself");
        (await RefusedAsync(_client, _client, "Client")).ShouldBe("below_itself");
        (await RefusedAsync(_client, _north, "Client")).ShouldBe("already_there");
        (await RefusedAsync(1, _north, "My organisation")).ShouldBe("root_organisation");
        // Root, South, North, Client, Shop would be five levels.
        (await RefusedAsync(_north, _south, "North")).ShouldBe("tree_too_deep");
        await MakeAsync("client", _south);
        (await RefusedAsync(_client, _south, "Client")).ShouldBe("name_taken");
    }

    [Fact]
    public async Task From_inside_or_beside_nobody_moves_it()
    {
        await _cloud.AddPersonAsync("north@example.com", Role.Admin, new OrganisationId(_north));
        var north = await _cloud.SignInAsync("north@example.com");

        (await TransferAsync(north, _client, _south, "Client").RefusedAsync()).ShouldBe("organisation_not_found");
        (await TransferAsync(north, _south, _north, "South").RefusedAsync()).ShouldBe("organisation_not_found");
        (await TransferAsync(north, _north, _client, "North").RefusedAsync()).ShouldBe("own_organisation");
        (await TransferAsync(_maker, _client, 99, "Client").RefusedAsync()).ShouldBe("organisation_not_found");
    }

    [Fact]
    public async Task A_template_that_would_be_lost_is_named_and_the_move_waits_for_it()
    {
        var catalog = _cloud.Get<ITemplateCatalog>();
        var template = (
            await catalog.CreateAsync(OrganisationId.Root, new TemplateDraft("Boiler"), Cancellation)
        ).Value;
        foreach (var organisation in new[] { _north, _client })
            await EnableAsync(organisation, template.Id);

        using (var refused = await TransferAsync(_maker, _client, _south, "Client"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;
            ((string?)problem["code"]).ShouldBe("template_not_enabled");
            ((string?)problem["detail"])!.ShouldContain("Boiler");
        }

        await EnableAsync(_south, template.Id);
        await TransferAsync(_maker, _client, _south, "Client").DoneAsync();
        (await catalog.FindAsync(new OrganisationId(_client), template.Id, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_role_of_the_old_place_that_somebody_has_is_named()
    {
        var dealer = new OrganisationId(_north);
        var draft = new Role(default, "Installer", Permissions.ViewOwnDevices, dealer);
        var role = (await _cloud.Get<IRoleStore>().TryInsertAsync(draft, Cancellation))!;
        await _cloud.AddPersonAsync("ida@example.com", role, new OrganisationId(_client));

        (await RefusedAsync(_client, _south, "Client")).ShouldBe("role_not_there");
    }

    private Task EnableAsync(long organisation, TemplateId template) =>
        _cloud.CallAsync(_maker, HttpMethod.Put, $"/organisations/{organisation}/templates/{template}").DoneAsync();

    private async Task<long> MakeAsync(string name, long parentId) =>
        (long)
            (await _cloud.CallAsync(_maker, HttpMethod.Post, "/organisations", new { name, parentId }).DoneAsync())[
                "id"
            ]!;

    private Task<HttpResponseMessage> TransferAsync(string token, long id, long? parentId, string? confirmation) =>
        _cloud.CallAsync(token, HttpMethod.Post, $"/organisations/{id}/transfer", new { parentId, confirmation });

    private Task<string?> RefusedAsync(long id, long? parentId, string? confirmation) =>
        TransferAsync(_maker, id, parentId, confirmation).RefusedAsync();

    private async Task<bool> SeesAsync(string token, long id)
    {
        using var answer = await _cloud.CallAsync(token, HttpMethod.Get, $"/organisations/{id}");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<JsonArray> AuditAsync(string token) =>
        (await _cloud.CallAsync(token, HttpMethod.Get, "/audit?action=organisation.transferred").DoneAsync())[
            "items"
        ]!.AsArray();
}
