using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Rights;

/// <summary>
/// Every route, called by every role from every place in the tree: the organisation the caller is in, one below it, the one above it, and one
/// beside it.
/// </summary>
public sealed partial class RightsMatrixTests(RightsTree tree) : IClassFixture<RightsTree>
{
    private readonly List<string> _wrong = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_has_its_row()
    {
        var rows = RightsTable.Rows.Select(row => Pattern(row.Method, row.Address.Split('?')[0]));
        var routes = tree.Cloud.Routes.Select(route => Pattern(route.Split(' ')[0], route.Split(' ')[1]));
        rows.Order(StringComparer.Ordinal).ShouldBe(routes.Order(StringComparer.Ordinal));

        static string Pattern(string method, string address) =>
            $"{method} {Segment().Replace(address.TrimEnd('/'), "*")}";
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_on_every_route_that_is_not_open()
    {
        foreach (var row in RightsTable.Rows)
        {
            var expected = row.Reach[0] == RightsRow.Open ? row.Answer : 401;
            await ExpectAsync(row, role: null, Place.Own, header: null, owner: null, expected);
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_ones_own_organisation_each_role_may_do_what_the_table_says()
    {
        foreach (var (row, role, reach) in Cases())
        {
            // Things here are somebody else's.
            var expected = Within(row, reach);
            await ExpectAsync(row, role, Place.Own, header: null, owner: null, expected);
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_owns_is_reached_with_the_rights_for_ones_own()
    {
        foreach (var (row, role, reach) in Cases().Where(entry => entry.Row.NamesOwned))
        {
            var expected = reach == RightsRow.Forbidden ? 403 : row.Answer;
            await ExpectAsync(row, role, Place.Own, header: null, tree.IdOf(role), expected);
        }

        _wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Place.Below)]
    [InlineData(Place.Above)]
    [InlineData(Place.Beside)]
    public async Task Things_of_another_organisation_look_as_if_they_did_not_exist(Place place)
    {
        foreach (var (row, role, reach) in Cases().Where(entry => entry.Row.NamesThing))
        {
            var isSeen = place == Place.Below && row.NamesOrganisation;
            var allowed = isSeen ? row.Answer : 404;
            var expected = reach == RightsRow.Forbidden ? 403 : allowed;
            await ExpectAsync(row, role, place, header: null, owner: null, expected);
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Below_one_has_the_same_rights_when_one_may_switch_and_finds_nothing_otherwise()
    {
        var below = tree.In(Place.Below).Organisation;
        foreach (var (row, role, reach) in Cases())
        {
            var maySwitch = role is "Admin" or "Looker" or "Client";
            var expected = maySwitch ? Within(row, reach) : 404;
            await ExpectAsync(row, role, Place.Below, below, owner: null, expected);
        }

        _wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Place.Above)]
    [InlineData(Place.Beside)]
    public async Task Nobody_acts_above_or_beside_their_own_organisation(Place place)
    {
        foreach (var (row, role, _) in Cases())
            await ExpectAsync(row, role, place, tree.In(place).Organisation, owner: null, expected: 404);
        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reading_request_may_name_the_organisation_in_its_address_and_a_changing_one_may_not()
    {
        var below = tree.In(Place.Below);
        var template = await below.FindAsync("template", owner: null);
        var address = $"/templates/{template}?organisation={below.Organisation}";
        var read = new RightsRow("GET", address, "+++++", 200, Body: null);
        await ExpectAsync(read, "Admin", Place.Below, header: null, owner: null, expected: 200);
        await ExpectAsync(read, "Staff", Place.Below, header: null, owner: null, expected: 404);
        await ExpectAsync(
            read with
            {
                Method = "DELETE",
            },
            "Admin",
            Place.Below,
            header: null,
            owner: null,
            expected: 404
        );
        var odd = read with { Address = "/templates?organisation=mine" };
        await ExpectAsync(odd, "Admin", Place.Below, header: null, owner: null, expected: 400);
        _wrong.ShouldBeEmpty();
    }

    private static IEnumerable<(RightsRow Row, string Role, char Reach)> Cases() =>
        from row in RightsTable.Rows
        from index in Enumerable.Range(0, RightsTree.Roles.Count)
        select (row, RightsTree.Roles[index], row.Reach[index]);

    // A thing of somebody else is not found with the rights for one's own; a list is only shorter.
    private static int Within(RightsRow row, char reach) =>
        reach switch
        {
            RightsRow.Forbidden => 403,
            RightsRow.Own when row.NamesOwned => 404,
            _ => row.Answer,
        };

    private async Task ExpectAsync(
        RightsRow row,
        string? role,
        Place place,
        OrganisationId? header,
        UserId? owner,
        int expected
    )
    {
        var address = row.Address;
        foreach (Match match in Named().Matches(row.Address))
            address = address.Replace(match.Value, await tree.In(place).FindAsync(match.Groups["word"].Value, owner));
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), $"/api/v1{address}");
        if (row.Body is { } body)
            request.Content = new StringContent(
                body.Replace("\"new", $"\"{Things.NewName()}")
                    .Replace("\"here\"", tree.In(place).Organisation.ToString()),
                Encoding.UTF8,
                "application/json"
            );
        if (role is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tree.TokenOf(role));
        if (header is { } organisation)
            request.Headers.Add("Firstlight-Organisation", organisation.ToString());
        using var response = await tree.Cloud.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        if (response.StatusCode != (HttpStatusCode)expected)
            _wrong.Add(
                $"{role ?? "nobody"}, {place}: {row.Method} {row.Address} answered {(int)response.StatusCode}, not {expected}"
            );
    }

    [GeneratedRegex(@"\{(?<word>[^}]+)\}")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{[^}]+\}|(?<=/)(none|1|100|0|Device%20UID)(?=/|$)")]
    private static partial Regex Segment();
}
