using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Machine;

/// <summary>A life that begins with a short code.</summary>
public sealed class MachineCodeTests
{
    private static readonly string Token = new('n', 32);

    private readonly MachineBench _bench = new();

    private EdgentConfig Coded => _bench.Settings with { Token = "", Code = "ABCD1230" };

    [Fact]
    public void The_code_is_traded_first_and_the_token_is_stored_before_the_login()
    {
        Configure().Join(JoinResult.Joined);
        _bench.Last.OfType<Effect.Trade>().Single().Config.Code.ShouldBe("ABCD1230");
        _bench.All.OfType<Effect.Connect>().ShouldBeEmpty();
        _bench.Saved.ShouldBeNull("a code is never stored");

        _bench.Do(new EdgentEvent.CodeTraded(_bench.State.Attempt, Token));

        _bench.Last.ShouldSatisfyAllConditions(
            effects => effects[0].ShouldBeOfType<Effect.Save>().Config.Token.ShouldBe(Token),
            effects => effects[1].ShouldBeOfType<Effect.Connect>().Pause.ShouldBe(TimeSpan.Zero)
        );
        _bench.Saved!.Valid.ShouldBeFalse();
        _bench.Saved.Code.ShouldBeEmpty();
        _bench.Login();
        _bench.Saved!.Valid.ShouldBeTrue();
        _bench.Saved.Token.ShouldBe(Token);
    }

    [Fact]
    public void The_power_goes_between_trade_and_login_and_the_settings_that_worked_are_not_lost()
    {
        var worked = _bench.Settings with { Valid = true, Others = KnownNetworks.Of([new("office", "o", null)]) };
        _bench.Boot(worked).Do(new EdgentEvent.SetupAsked());
        _bench
            .Do(new EdgentEvent.Configured(Coded with { Ssid = "new" }, Save: false, FromConsole: false))
            .Ring()
            .Ring();
        _bench.Join(JoinResult.Joined).Do(new EdgentEvent.CodeTraded(_bench.State.Attempt, Token));
        var stored = _bench.Saved!;

        var next = new MachineBench().Boot(stored);
        next.Newest<Effect.Join>().Config.Ssid.ShouldBe("new");
        next.Ring();

        next.Saved.ShouldBe(worked);
        next.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        next.Ring().Newest<Effect.Join>().Config.Token.ShouldBe(worked.Token);

        var lucky = new MachineBench().Boot(stored).Join(JoinResult.Joined).Login();
        lucky.Saved!.Token.ShouldBe(Token);
        lucky.Saved.Before.ShouldBeNull();
        lucky.Saved.Others.Select(network => network.Ssid).ShouldBe(["home", "office"]);
    }

    [Fact]
    public void A_token_that_arrives_for_an_older_attempt_is_passed_over()
    {
        Configure().Join(JoinResult.Joined);
        var late = new EdgentEvent.CodeTraded(_bench.State.Attempt, Token);
        _bench.Do(new EdgentEvent.NetworkLost()).Join(JoinResult.Joined).Do(late);

        _bench.Saved.ShouldBeNull();
        _bench.Newest<Effect.Trade>().Attempt.ShouldBe(_bench.State.Attempt);
    }

    [Theory]
    [InlineData(LinkEnd.CodeRefused, DeviceErrorCode.CodeRejected)]
    [InlineData(LinkEnd.CodeOfOtherTemplate, DeviceErrorCode.CodeOfOtherTemplate)]
    internal void A_refused_code_brings_the_access_point_back_at_once_with_its_own_error(
        LinkEnd end,
        DeviceErrorCode code
    )
    {
        Configure().Join(JoinResult.Joined).EndLink(end);

        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.State.Config.LastError.ShouldBe(code);
        _bench.State.Config.Code.ShouldBeEmpty();
        _bench.Saved.ShouldBe(_bench.State.Config);
    }

    [Fact]
    public void A_cloud_that_is_busy_is_asked_again_as_long_as_the_try_lasts()
    {
        Configure().Join(JoinResult.Joined);
        for (var count = 0; count < 10; count++)
            _bench.EndLink(LinkEnd.Busy);

        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingCloud);
        _bench.All.OfType<Effect.Trade>().Count().ShouldBe(11);
        _bench.Ring().State.Config.LastError.ShouldBe(DeviceErrorCode.CloudTimeout);
    }

    [Fact]
    public void A_hotel_that_answers_in_the_cloud_s_place_is_named()
    {
        Configure().Join(JoinResult.Joined);
        for (var count = 0; count < 3; count++)
            _bench.EndLink(LinkEnd.SignInPage);

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.CaptivePortal);
    }

    [Fact]
    public void After_a_power_cut_between_trade_and_login_the_attempt_goes_on()
    {
        Configure().Join(JoinResult.Joined).Do(new EdgentEvent.CodeTraded(_bench.State.Attempt, Token));
        var after = new MachineBench().Boot(_bench.Saved).Join(JoinResult.Joined);

        after.Newest<Effect.Connect>().Config.Token.ShouldBe(Token);
        after.Login().State.Mode.ShouldBe(EdgentMode.Running);
    }

    [Fact]
    public void An_unfinished_attempt_that_fails_after_the_power_cut_opens_the_access_point_with_its_error()
    {
        Configure().Join(JoinResult.Joined).Do(new EdgentEvent.CodeTraded(_bench.State.Attempt, Token));
        var after = new MachineBench().Boot(_bench.Saved).Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);

        after.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        after.Saved!.LastError.ShouldBe(DeviceErrorCode.TokenRejected);
        after.Saved.IsUnfinished.ShouldBeFalse();
    }

    private MachineBench Configure() =>
        _bench.Boot().Do(new EdgentEvent.Configured(Coded, Save: false, FromConsole: false)).Ring().Ring();
}
