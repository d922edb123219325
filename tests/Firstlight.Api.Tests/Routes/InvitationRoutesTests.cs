using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

/// <summary>People who are asked in, moved, sent out and deleted, over a real database.</summary>
public sealed class InvitationRoutesTests : IAsyncDisposable
{
    private const string Email = "carl@example.com";

    private readonly ManualTime _time = new(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CapturedMail _mail = new();
    private WholeCloud _cloud = null!;
    private string _admin = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Without_mail_the_link_is_handed_over_and_makes_one_account()
    {
        await StartAsync();
        var sent = await InviteAsync(new { email = Email, role = "Staff" });
        var token = TokenOf(sent);

        var shown = await PostAsync(null, "/invitations/show", new { token }).DoneAsync();
        ((string?)shown["email"]).ShouldBe(Email);
        ((string?)shown["organisation"]).ShouldBe("My organisation");
        ((string?)shown["roleName"]).ShouldBe("Staff");

        var accept = new
        {
            token,
            name = "Carl",
            password = WholeCloud.Password,
        };
        var person = await PostAsync(null, "/invitations/accept", accept).DoneAsync();
        ((string?)person["role"]).ShouldBe("Staff");
        ((string?)person["name"]).ShouldBe("Carl");
        (await _cloud.SignInAsync(Email)).ShouldNotBeNullOrEmpty();
        (await PostAsync(null, "/invitations/accept", accept).RefusedAsync()).ShouldBe("invitation_refused");
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_mail_the_link_goes_by_mail_and_nobody_else_sees_it()
    {
        await StartAsync(withMail: true);
        var sent = await InviteAsync(new { email = Email, role = "User" });
        sent["path"].ShouldBeNull();

        var mail = await _mail.NextAsync(Cancellation);
        mail.To.ShouldBe(Email);
        var token = mail.Text.Split("https://iot.example.com/join#")[1].Split('\n')[0].Trim();
        await PostAsync(null, "/invitations/accept", new { token, password = WholeCloud.Password }).DoneAsync();
        (await _cloud.SignInAsync(Email)).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_link_dies_when_it_is_taken_back_replaced_or_old()
    {
        await StartAsync();
        var first = await InviteAsync(new { email = Email, role = "User" });
        var id = (long)first["invitation"]!["id"]!;
        var again = await PostAsync(_admin, $"/invitations/{id}/resend").DoneAsync();
        await ExpectDeadAsync(TokenOf(first));

        id = (long)again["invitation"]!["id"]!;
        await _cloud.CallAsync(_admin, HttpMethod.Delete, $"/invitations/{id}").DoneAsync();
        await ExpectDeadAsync(TokenOf(again));
        (await PostAsync(_admin, $"/invitations/{id}/resend").RefusedAsync()).ShouldBe("invitation_not_found");

        var old = await InviteAsync(new { email = Email, role = "User" });
        _time.Advance(TimeSpan.FromDays(30));
        await ExpectDeadAsync(TokenOf(old));

        async Task ExpectDeadAsync(string token) =>
            (await PostAsync(null, "/invitations/show", new { token }).RefusedAsync()).ShouldBe("invitation_refused");
    }

    [Theory]
    [InlineData("""{"email":"no address","role":"User"}""", "invalid_email")]
    [InlineData("""{"email":"x@example.com"}""", "invalid_role")]
    [InlineData("""{"email":"x@example.com","roleId":99}""", "invalid_roleId")]
    [InlineData("""{"email":"x@example.com","role":"User","name":"\u0007"}""", "invalid_name")]
    [InlineData("""{"email":"ANN@example.com","role":"User"}""", "email_taken")]
    public async Task A_bad_invitation_is_refused(string body, string code)
    {
        await StartAsync();
        (await PostAsync(_admin, "/invitations", JsonNode.Parse(body)).RefusedAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task An_organisation_invites_so_many_a_day()
    {
        await StartAsync();
        for (var number = 1; number <= 25; number++)
            await InviteAsync(new { email = $"{number}@example.com", role = "User" });
        (await PostAsync(_admin, "/invitations", new { email = Email, role = "User" }).RefusedAsync()).ShouldBe(
            "invitations_throttled"
        );
        _time.Advance(TimeSpan.FromDays(1.1));
        await InviteAsync(new { email = Email, role = "User" });
    }

    [Fact]
    public async Task Who_may_only_invite_invites_nobody_with_more_rights_and_gets_no_such_link()
    {
        await StartAsync();
        var link = await InviteAsync(new { email = "boss@example.com", role = "Admin" });
        string[] permissions = ["ViewUsers", "ViewRoles", "InviteUsers"];
        var role = await PostAsync(_admin, "/roles", new { name = "Host", permissions }).DoneAsync();
        await AddAsync(Role.User);
        await PatchAsync("/people/2", new { roleId = (long)role["id"]! });
        var carl = await _cloud.SignInAsync(Email);

        (
            await PostAsync(carl, "/invitations", new { email = "x@example.com", role = "Admin" }).RefusedAsync()
        ).ShouldBe("beyond_own_permissions");
        var resend = $"/invitations/{link["invitation"]!["id"]}/resend";
        (await PostAsync(carl, resend).RefusedAsync()).ShouldBe("beyond_own_permissions");
    }

    [Fact]
    public async Task A_person_moves_with_their_devices_where_their_templates_are_enabled()
    {
        await StartAsync();
        var dealer = await PostAsync(_admin, "/organisations", new { name = "Dealer" }).DoneAsync();
        var template = (string)(await PostAsync(_admin, "/templates", new { name = "Boiler" }).DoneAsync())["id"]!;
        await AddAsync(Role.Staff);
        var carl = await _cloud.SignInAsync(Email);
        var device = await PostAsync(carl, "/devices", new { templateId = template, name = "Mine" }).DoneAsync();
        var transfer = new { organisationId = (long)dealer["id"]!, withDevices = true };

        (await PostAsync(_admin, "/people/2/transfer", transfer).RefusedAsync()).ShouldBe("template_not_enabled");
        await _cloud
            .CallAsync(_admin, HttpMethod.Put, $"/organisations/{dealer["id"]}/templates/{template}")
            .DoneAsync();
        await PostAsync(_admin, "/people/2/transfer", transfer).DoneAsync();

        (await GetAsync(carl, "/me").RefusedAsync()).ShouldBe("not_signed_in", "sessions end");
        carl = await _cloud.SignInAsync(Email);
        ((long)(await GetAsync(carl, "/me").DoneAsync())["organisationId"]!).ShouldBe((long)dealer["id"]!);
        ((string?)(await GetAsync(carl, $"/devices/{device["id"]}").DoneAsync())["name"]).ShouldBe("Mine");
        (await GetAsync(_admin, $"/devices/{device["id"]}").RefusedAsync()).ShouldBe("device_not_found");
    }

    [Fact]
    public async Task A_person_who_moves_alone_leaves_their_devices_to_the_organisation()
    {
        await StartAsync();
        var dealer = await PostAsync(_admin, "/organisations", new { name = "Dealer" }).DoneAsync();
        var template = (string)(await PostAsync(_admin, "/templates", new { name = "Boiler" }).DoneAsync())["id"]!;
        await AddAsync(Role.Staff);
        var carl = await _cloud.SignInAsync(Email);
        var device = await PostAsync(carl, "/devices", new { templateId = template, name = "Mine" }).DoneAsync();

        var moved = await PostAsync(
                _admin,
                "/people/2/transfer",
                new { organisationId = (long)dealer["id"]!, role = "User" }
            )
            .DoneAsync();

        ((string?)moved["role"]).ShouldBe("User");
        (await GetAsync(_admin, $"/devices/{device["id"]}").DoneAsync())["ownerId"].ShouldBeNull();
        (await PostAsync(_admin, "/people/1/transfer", new { organisationId = 1 }).RefusedAsync()).ShouldBe(
            "own_account"
        );
    }

    [Fact]
    public async Task A_person_is_sent_out_and_deleted()
    {
        await StartAsync();
        await AddAsync(Role.User);
        var carl = await _cloud.SignInAsync(Email);
        await PostAsync(_admin, "/people/2/sign-out").DoneAsync();
        (await GetAsync(carl, "/me").RefusedAsync()).ShouldBe("not_signed_in");

        carl = await _cloud.SignInAsync(Email);
        (await DeleteAsync("/people/2").RefusedAsync()).ShouldBe("invalid_confirmation");
        await DeleteAsync("/people/2?confirmation=DELETE").DoneAsync();
        (await GetAsync(carl, "/me").RefusedAsync()).ShouldBe("not_signed_in");
        (await DeleteAsync("/people/1?confirmation=DELETE").RefusedAsync()).ShouldBe("own_account");
    }

    [Fact]
    public async Task People_leave_by_themselves_with_their_password_but_not_the_last_administrator()
    {
        await StartAsync();
        await AddAsync(Role.User);
        var carl = await _cloud.SignInAsync(Email);
        (await GetAsync(carl, "/me/devices").DoneAsync())["items"]!.AsArray().ShouldBeEmpty();
        (await PostAsync(carl, "/me/delete", new { password = "wrong" }).RefusedAsync()).ShouldBe("wrong_password");
        await PostAsync(carl, "/me/delete", new { password = WholeCloud.Password }).DoneAsync();
        (await GetAsync(carl, "/me").RefusedAsync()).ShouldBe("not_signed_in");

        (await PostAsync(_admin, "/me/delete", new { password = WholeCloud.Password }).RefusedAsync()).ShouldBe(
            "last_administrator"
        );
    }

    private async Task StartAsync(bool withMail = false)
    {
        _cloud = await WholeCloud.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            if (!withMail)
                return;
            services.AddSingleton<IMailTransport>(_mail);
            services.Configure<MailOptions>(options => (options.Host, options.From) = ("mail", "iot@example.com"));
            services.Configure<AccountsOptions>(options => options.PublicUrl = new Uri("https://iot.example.com"));
        });
        await _cloud.AddPersonAsync("ann@example.com", Role.Admin, OrganisationId.Root);
        _admin = await _cloud.SignInAsync("ann@example.com");
    }

    private Task<Person> AddAsync(Role role) => _cloud.AddPersonAsync(Email, role, OrganisationId.Root);

    private Task<JsonNode> InviteAsync(object invitation) => PostAsync(_admin, "/invitations", invitation).DoneAsync();

    private async Task<JsonArray> ListAsync() =>
        (await GetAsync(_admin, "/invitations").DoneAsync())["items"]!.AsArray();

    private Task<HttpResponseMessage> GetAsync(string token, string path) =>
        _cloud.CallAsync(token, HttpMethod.Get, path);

    private Task<HttpResponseMessage> PostAsync(string? token, string path, object? body = null) =>
        _cloud.CallAsync(token, HttpMethod.Post, path, body);

    private Task<JsonNode> PatchAsync(string path, object body) =>
        _cloud.CallAsync(_admin, HttpMethod.Patch, path, body).DoneAsync();

    private Task<HttpResponseMessage> DeleteAsync(string path) => _cloud.CallAsync(_admin, HttpMethod.Delete, path);

    private static string TokenOf(JsonNode sent)
    {
        var path = (string?)sent["path"];
        path.ShouldNotBeNull().ShouldStartWith("/join#");
        return path["/join#".Length..];
    }
}
