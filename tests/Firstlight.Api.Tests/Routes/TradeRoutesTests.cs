using System.Net;
using Firstlight.Activation;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.TestKit;

namespace Firstlight.Api.Tests.Routes;

public sealed class TradeRoutesTests
{
    private const string Path = "/api/v1/provisioning/trade";

    private static readonly object Offer = new
    {
        code = "ABCD-1230",
        templateId = "TMPLkettle01",
        unit = "unit-0001",
    };

    [Fact]
    public async Task A_device_trades_without_signing_in()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        var token = AuthToken.New(new SeededRandom(5));
        api.Trade.Answer = new CodeAnswer.Traded(token);

        using var response = await api.PostAsync(Path, Offer);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        ((string?)(await ApiUnderTest.JsonOf(response))["token"]).ShouldBe(token.Reveal());
        api.Trade.Last.ShouldBe((new CodeOffer("ABCD-1230", "TMPLkettle01", "unit-0001"), "127.0.0.1"));
        api.Logs.Lines.ShouldAllBe(line =>
            !line.Contains("ABCD-1230", StringComparison.Ordinal)
            && !line.Contains(token.Reveal(), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(RefusalKind.Invalid, HttpStatusCode.BadRequest)]
    [InlineData(RefusalKind.NotFound, HttpStatusCode.NotFound)]
    [InlineData(RefusalKind.Conflict, HttpStatusCode.Conflict)]
    public async Task A_refusal_has_its_status_and_its_word(RefusalKind kind, HttpStatusCode status)
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        api.Trade.Answer = new CodeAnswer.Refused(new Refusal(kind, "some_word", "A sentence."));

        using var response = await api.PostAsync(Path, Offer);

        response.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("some_word");
    }

    [Fact]
    public async Task Who_guesses_is_told_when_to_come_again()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        api.Trade.Answer = new CodeAnswer.Throttled(TimeSpan.FromSeconds(41.2));

        using var response = await api.PostAsync(Path, Offer);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(42));
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("trade_throttled");
    }

    [Fact]
    public async Task A_store_that_is_away_means_come_again_and_never_no()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        api.World.StorageAway = true;

        using var response = await api.PostAsync(Path, Offer);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }
}
