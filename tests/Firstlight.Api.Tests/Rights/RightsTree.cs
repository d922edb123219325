using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Rights;

/// <summary>Where a thing is, seen from the organisation that the callers are in.</summary>
public enum Place
{
    Own,
    Below,
    Above,
    Beside,
}

/// <summary>Four organisations with one of everything, and in one of them a person of each role. Requests leave nothing behind that others miss.</summary>
public sealed class RightsTree : IAsyncLifetime
{
    private const Permissions Looks =
        Permissions.ViewDevices
        | Permissions.ViewTemplates
        | Permissions.ViewUsers
        | Permissions.ViewRoles
        | Permissions.ViewOrganisations
        | Permissions.SwitchOrganisations;

    private readonly Dictionary<Place, Things> _things = [];
    private readonly Dictionary<string, (UserId Id, string Token)> _actors = [];

    public static IReadOnlyList<string> Roles { get; } = ["Admin", "Staff", "User", "Looker", "Client"];

    public WholeCloud Cloud { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Things In(Place place) => _things[place];

    public string TokenOf(string role) => _actors[role].Token;

    public UserId IdOf(string role) => _actors[role].Id;

    public async ValueTask InitializeAsync()
    {
        Cloud = await WholeCloud.StartAsync();
        await Cloud.AddPersonAsync("root@example.com", Role.Admin, OrganisationId.Root);
        var dealer = await MakeOrganisationAsync(OrganisationId.Root, "Dealer");
        await PutThingsAsync(Place.Above, OrganisationId.Root);
        await PutThingsAsync(Place.Own, dealer);
        await PutThingsAsync(Place.Below, await MakeOrganisationAsync(dealer, "Client"));
        await PutThingsAsync(Place.Beside, await MakeOrganisationAsync(OrganisationId.Root, "Rival"));
        foreach (var role in new[] { Role.Admin, Role.Staff, Role.User, await MakeLookerAsync(dealer) })
        {
            var email = $"{role.Name}@example.com";
            var person = await Cloud.AddPersonAsync(email, role, dealer);
            _actors[role.Name] = (person.Id, await Cloud.SignInAsync(email));
        }

        _actors["Client"] = await MakeClientAsync();
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private async Task<(UserId Id, string Secret)> MakeClientAsync()
    {
        var scopes = Looks.ToString().Split(", ");
        var body = new
        {
            name = "Client",
            scopes,
            requestsPerMinute = ClientAccess.RequestsPerMinuteMax,
        };
        var made = await Cloud.CallAsync(TokenOf("Admin"), HttpMethod.Post, "/api-clients", body).DoneAsync();
        return (new UserId((long)made["client"]!["id"]!), (string)made["clientSecret"]!);
    }

    private async Task<Role> MakeLookerAsync(OrganisationId organisation)
    {
        var role = new Role(default, "Looker", Looks, organisation);
        return (await Cloud.Get<IRoleStore>().TryInsertAsync(role, Cancellation))!;
    }

    private async Task PutThingsAsync(Place place, OrganisationId organisation)
    {
        var things = _things[place] = new Things(Cloud, organisation);
        await things.MakeAsync();
    }

    private async Task<OrganisationId> MakeOrganisationAsync(OrganisationId parent, string name) =>
        (await Cloud.Get<IOrganisations>().CreateAsync(parent, name, description: null, Cancellation))
            .Value
            .Organisation
            .Id;
}
