using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>
/// The power goes at every single moment of a device's way, also in the middle of each write to its store files: afterwards it has the old
/// settings or the new ones, never half of them, and is online again by itself or open for set-up, whichever is right.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int MomentsMax = 400;
    private const string NewToken = "NEWNEWNEWNEWNEWNEWNEWNEWNEWNEW12";

    /// <summary>How much of a write reached the medium; beside the whole of it, right behind which the power went.</summary>
    private static readonly double[] Shares = TestMode.IsLong ? [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99] : [0, 0.5];

    [Fact]
    public void In_the_first_set_up() =>
        Everywhere(
            journey =>
            {
                journey.Unit.PowerOn();
                journey.Pass(5);
                journey.Configure(journey.Home, $"blynk={UnitInWorld.Token}");
            },
            _ => ("home", UnitInWorld.Token),
            journey => CheckFirst(journey, UnitInWorld.Token)
        );

    [Fact]
    public void In_the_first_set_up_with_a_short_code() =>
        Everywhere(
            journey =>
            {
                journey.Unit.PowerOn();
                journey.Pass(5);
                journey.Configure(journey.Home, "blynk=ABCD1230");
            },
            journey => ("home", journey.World.Cloud.TokenForCode),
            journey => CheckFirst(journey, journey.World.Cloud.TokenForCode)
        );

    [Fact]
    public void While_the_cloud_moves_it_to_another_network() =>
        Everywhere(
            journey =>
            {
                GoOnline(journey);
                Reconfigure(journey, "");
            },
            _ => ("office", UnitInWorld.Token),
            journey => CheckKept(journey, UnitInWorld.Token, UnitInWorld.Token)
        );

    [Fact]
    public void While_it_gets_a_new_token_and_another_network() =>
        Everywhere(
            journey =>
            {
                journey.World.Cloud.Tokens.Add(NewToken);
                GoOnline(journey);
                Reconfigure(journey, $"blynk={NewToken}");
            },
            _ => ("office", NewToken),
            journey => CheckKept(journey, UnitInWorld.Token, NewToken)
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void While_it_gets_another_network_and_trades_a_code(bool newNetworkGoesToo) =>
        Everywhere(
            journey =>
            {
                GoOnline(journey);
                Reconfigure(journey, "blynk=ABCD1230");
                if (newNetworkGoesToo && journey.IsCut)
                    journey.World.Do(() => journey.Office.IsOn = false);
            },
            journey => ("office", journey.World.Cloud.TokenForCode),
            journey => CheckKept(journey, UnitInWorld.Token, journey.World.Cloud.TokenForCode)
        );

    [Fact]
    public void While_it_falls_back_to_its_other_network() =>
        Everywhere(
            journey =>
            {
                GoOnline(journey, journey.Office);
                journey.World.Do(() => journey.Home.IsOn = false);
                journey.Pass(400);
            },
            _ => ("office", UnitInWorld.Token),
            journey => CheckKept(journey, UnitInWorld.Token, UnitInWorld.Token)
        );

    [Fact]
    public void While_it_forgets_everything() =>
        Everywhere(
            journey =>
            {
                GoOnline(journey);
                journey.World.Do(journey.Unit.Device.Reset);
                journey.Pass(30);
            },
            _ => ("", ""),
            journey =>
            {
                var stored = journey.Unit.Stored;
                if (stored.Token.Length > 0)
                    CheckKept(journey, UnitInWorld.Token, UnitInWorld.Token);
                else
                    CheckFirst(journey, UnitInWorld.Token);
                stored.Uid.ShouldNotBeEmpty();
            }
        );

    /// <param name="travel">The way.</param>
    /// <param name="arrives">Where it leads when nothing happens on it.</param>
    /// <param name="check">What must be true wherever the power went.</param>
    private void Everywhere(
        Action<Journey> travel,
        Func<Journey, (string Ssid, string Token)> arrives,
        Action<Journey> check
    )
    {
        var moments = 0;
        var writes = 0;
        while (Play(moments, share: 1, travel, arrives, check) is { IsCut: true } cut)
        {
            moments.ShouldBeLessThan(MomentsMax);
            if (cut.IsTorn)
            {
                writes++;
                foreach (var share in Shares)
                    Play(moments, share, travel, arrives, check);
            }

            moments++;
        }

        output.WriteLine($"{moments} moments, {writes} of them writes");
        writes.ShouldBeGreaterThan(0);
    }

    private static (bool IsCut, bool IsTorn) Play(
        int moment,
        double share,
        Action<Journey> travel,
        Func<Journey, (string Ssid, string Token)> arrives,
        Action<Journey> check
    )
    {
        using var journey = new Journey(moment, share) { IsMeant = true };
        travel(journey);
        // An access point that a phone has left closes after ten minutes.
        journey.ComeBack(TimeSpan.FromMinutes(13));
        try
        {
            if (!journey.IsCut)
                (journey.Unit.Stored.Ssid, journey.Unit.Stored.Token).ShouldBe(arrives(journey));
            check(journey);
        }
        catch (ShouldAssertException wrong)
        {
            throw new ShouldAssertException($"Cut at moment {moment}, torn at {share}: {wrong.Message}", wrong);
        }

        return (journey.IsCut, journey.IsTorn);
    }

    private static void GoOnline(Journey journey, params Router[] others)
    {
        journey.IsMeant = false;
        journey.Unit.Furnish(journey.Home, others);
        journey.Unit.PowerOn();
        journey.Pass(20);
        journey.Unit.IsOnline.ShouldBeTrue();
        journey.IsMeant = true;
    }

    private static void Reconfigure(Journey journey, string more)
    {
        journey.World.Do(() => journey.Unit.Device.RunConsole("config start"));
        journey.Pass(5);
        journey.Configure(journey.Office, more);
        journey.Pass(360);
    }

    /// <summary>Nothing yet: it waits for a phone, and the next phone succeeds. Otherwise it is online by itself.</summary>
    private static void CheckFirst(Journey journey, string token)
    {
        if (!journey.Unit.Stored.Valid)
        {
            journey.Unit.Stored.Token.ShouldBeEmpty();
            journey.Unit.Radio.IsAccessPoint.ShouldBeTrue("open for a phone");
            journey.Unit.Ask("/board_info.json");
            journey.Unit.Ask("/config", $"ssid=home&pass=password of home&host=cloud.example&blynk={token}");
            journey.World.Cloud.Tokens.Add(token);
            journey.World.Pass(TimeSpan.FromSeconds(30));
        }

        journey.Unit.IsOnline.ShouldBeTrue(journey.Unit.Device.Mode.ToString());
        journey.Unit.Line!.Token.ShouldBe(token);
        journey.Unit.Stored.Ssid.ShouldBe("home");
        journey.Unit.Stored.Password.ShouldBe("password of home");
    }

    /// <summary>A device that worked works again, with the old settings or with the new ones.</summary>
    private static void CheckKept(Journey journey, string oldToken, string newToken)
    {
        journey.Unit.IsOnline.ShouldBeTrue(journey.Unit.Device.Mode.ToString());
        var stored = journey.Unit.Stored;
        stored.Valid.ShouldBeTrue();
        stored.Before.ShouldBeNull();
        stored.Uid.ShouldBe("5f3c1b1e-0000-4000-8000-000000000000");
        stored.Networks.ShouldAllBe(network => network.Password == "password of " + network.Ssid);
        stored.Networks.Select(network => network.Ssid).ShouldContain("home");
        new[] { oldToken, newToken }.ShouldContain(stored.Token);
        journey.Unit.Line!.Token.ShouldBe(stored.Token);
    }
}
