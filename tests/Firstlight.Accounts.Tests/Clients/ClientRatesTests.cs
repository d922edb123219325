using System.Security.Claims;
using Firstlight.Core;
using Firstlight.TestKit;

namespace Firstlight.Accounts.Tests.Clients;

public sealed class ClientRatesTests
{
    private const int PerMinute = 60;

    private readonly ManualTime _time = new();
    private readonly ClientRates _rates;

    public ClientRatesTests() => _rates = new ClientRates(_time);

    [Fact]
    public void A_client_that_was_quiet_sends_a_minutes_worth_at_once_and_then_keeps_its_pace()
    {
        var client = CallerOf(1);

        Enumerable.Range(0, PerMinute).ShouldAllBe(number => IsTaken(client));
        _rates.TryTake(client, out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));
        _rates.TryTake(client, out _).ShouldBeTrue();
        _rates.TryTake(client, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_refused_does_not_count()
    {
        var client = CallerOf(1);
        for (var request = 0; request < 10 * PerMinute; request++)
            _rates.TryTake(client, out _);

        _rates.TryTake(client, out var wait);

        wait.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void One_client_does_not_use_up_what_another_has()
    {
        while (_rates.TryTake(CallerOf(1), out _)) { }

        _rates.TryTake(CallerOf(2), out _).ShouldBeTrue();
    }

    [Fact]
    public void A_person_is_never_refused()
    {
        var person = PersonClaims.ForRequest(new Person { Id = new UserId(3), SecurityStamp = "s" }, Permissions.All);

        Enumerable.Range(0, 10 * PerMinute).ShouldAllBe(number => IsTaken(person));
        _rates.Count.ShouldBe(0);
    }

    [Fact]
    public void Clients_that_are_quiet_are_forgotten()
    {
        for (var client = 1; client <= 1_000; client++)
            _rates.TryTake(CallerOf(client), out _);
        _rates.Count.ShouldBe(1_000);

        _time.Advance(TimeSpan.FromMinutes(2));
        _rates.TryTake(CallerOf(1), out _);

        _rates.Count.ShouldBe(1);
    }

    private bool IsTaken(ClaimsPrincipal caller) => _rates.TryTake(caller, out _);

    private static ClaimsPrincipal CallerOf(long client) =>
        PersonClaims.ForRequest(
            new Person
            {
                Id = new UserId(client),
                SecurityStamp = "s",
                Access = new ClientAccess(Permissions.ViewDevices, PerMinute, CreatedBy: null),
            },
            Permissions.All
        );
}
