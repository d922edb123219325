using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests.Codes;

public sealed class CodeTradeTests
{
    private const string Unit = "8f2d0d1e-unit";
    private const string Home = "192.0.2.1";

    internal static CodeOffer OfferOf(IssuedSession issued, CloudUnderTest cloud, string unit = Unit) =>
        new(issued.Code.Reveal(), cloud.Kettle.Id.Value, unit);

    [Fact]
    public async Task A_device_gets_the_session_s_token_for_its_code_and_comes_online_with_it()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var traded = await cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default);

        var token = traded.ShouldBeOfType<CodeAnswer.Traded>().Token;
        token.ShouldBe(issued.Token);
        var pending = (await cloud.Admission.AdmitAsync(token, default)).ShouldBeOfType<Admission.Pending>();
        await cloud.Admission.ActivateAsync(pending.Session, ReportOf(cloud.Kettle), default);
        cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Succeeded);
        cloud
            .StepsOf(issued.Session.Id)
            .ShouldBe(["token_issued", "code_traded", "device_seen", "template_bound", "activated"]);
    }

    [Fact]
    public async Task The_code_may_be_typed_as_people_type()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        var typed = $" {issued.Code.Reveal().ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')} ";

        (
            await cloud.Trade.TradeAsync(OfferOf(issued, cloud) with { Code = typed }, Home, default)
        ).ShouldBeOfType<CodeAnswer.Traded>();
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_by_the_same_unit_only()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default);

        var again = await cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default);
        var another = await cloud.Trade.TradeAsync(OfferOf(issued, cloud, "another-unit"), Home, default);

        again.ShouldBeOfType<CodeAnswer.Traded>().Token.ShouldBe(issued.Token);
        RefusalOf(another).Code.ShouldBe("code_used");
        cloud.StepsOf(issued.Session.Id).ShouldBe(["token_issued", "code_traded"]);
    }

    [Fact]
    public async Task Of_many_units_that_show_one_code_at_once_one_gets_the_token()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    cloud.Trade.TradeAsync(OfferOf(issued, cloud, $"unit-{number:0000}"), $"192.0.2.{number}", default)
                )
        );

        answers.OfType<CodeAnswer.Traded>().Count().ShouldBe(1);
        answers.OfType<CodeAnswer.Refused>().Count().ShouldBe(49);
    }

    [Fact]
    public async Task A_device_of_another_kind_is_refused_and_the_right_one_may_still_come()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync(expected: cloud.Kettle.Id);
        var lamp = OfferOf(issued, cloud, "the-lamp-1") with { TemplateId = cloud.Lamp.Id.Value };

        RefusalOf(await cloud.Trade.TradeAsync(lamp, Home, default)).Code.ShouldBe("template_mismatch");
        RefusalOf(await cloud.Trade.TradeAsync(lamp, Home, default)).Code.ShouldBe("template_mismatch");
        (await cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default)).ShouldBeOfType<CodeAnswer.Traded>();

        cloud.StepsOf(issued.Session.Id).ShouldBe(["token_issued", "code_refused", "code_traded"]);
    }

    [Fact]
    public async Task The_template_of_the_unit_that_traded_is_the_session_s_from_then_on()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        await cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default);

        cloud.Store.Session(issued.Session.Id).ExpectedTemplate.ShouldBe(cloud.Kettle.Id);
    }

    [Fact]
    public async Task A_template_that_the_organisation_does_not_have_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        var stranger = OfferOf(issued, cloud) with { TemplateId = "TMPLnobody01" };

        RefusalOf(await cloud.Trade.TradeAsync(stranger, Home, default)).Code.ShouldBe("template_mismatch");
    }

    [Fact]
    public async Task A_code_dies_with_its_session()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var cancelled = await cloud.IssueAsync();
        await cloud.Provisioning.CancelAsync(CloudUnderTest.Home, cancelled.Session.Id, default);
        var used = await cloud.IssueAsync();
        await cloud.Admission.ActivateAsync(used.Session.Id, ReportOf(cloud.Kettle), default);
        var expired = await cloud.IssueAsync();
        cloud.Time.Advance(TimeSpan.FromDays(7));

        RefusalOf(await TradeAsync(cancelled)).Message.ShouldContain("cancelled");
        RefusalOf(await TradeAsync(used)).Code.ShouldBe("code_used");
        RefusalOf(await TradeAsync(expired)).Message.ShouldContain("expired");

        Task<CodeAnswer> TradeAsync(IssuedSession issued) =>
            cloud.Trade.TradeAsync(OfferOf(issued, cloud), Home, default);
    }

    [Theory]
    [InlineData("ABCD", "TMPLkettle01", Unit, "code")]
    [InlineData(null, "TMPLkettle01", Unit, "code")]
    [InlineData("ABCD-EFGH-J", "TMPLkettle01", Unit, "code")]
    [InlineData("ABCD-EFGH", "kettle", Unit, "templateId")]
    [InlineData("ABCD-EFGH", "TMPLkettle01", "short", "unit")]
    [InlineData("ABCD-EFGH", "TMPLkettle01", "unit with spaces", "unit")]
    public async Task A_wrong_offer_is_refused_by_the_name_of_its_field(
        string? code,
        string? template,
        string? unit,
        string field
    )
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var answer = await cloud.Trade.TradeAsync(new CodeOffer(code, template, unit), Home, default);

        RefusalOf(answer).Field.ShouldBe(field);
        cloud.Store.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_guesses_is_stopped_and_the_store_is_not_asked_any_more()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var guess = 0; guess < GuessLimits.PerGuesser; guess++)
            RefusalOf(await GuessAsync(guess)).Code.ShouldBe("code_not_found");
        cloud.Store.Calls.Clear();

        (await GuessAsync(99)).ShouldBeOfType<CodeAnswer.Throttled>().RetryAfter.TotalMinutes.ShouldBe(1, 0.01);
        cloud.Store.Calls.ShouldBeEmpty();
        cloud.Time.Advance(TimeSpan.FromMinutes(1));
        (await GuessAsync(100)).ShouldBeOfType<CodeAnswer.Refused>();

        Task<CodeAnswer> GuessAsync(int number) =>
            cloud.Trade.TradeAsync(new CodeOffer($"GUES{number:0000}", cloud.Kettle.Id.Value, Unit), Home, default);
    }

    [Fact]
    public async Task A_factory_that_trades_good_codes_is_never_stopped()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var unit = 0; unit < 3 * GuessLimits.ShortCodesAltogether; unit++)
        {
            var offer = OfferOf(await cloud.IssueAsync(), cloud, $"unit-{unit:0000}");
            (await cloud.Trade.TradeAsync(offer, Home, default)).ShouldBeOfType<CodeAnswer.Traded>();
        }
    }

    [Fact]
    public async Task Codes_given_out_before_the_key_folder_was_lost_are_dead_and_new_ones_work()
    {
        var store = await CloudUnderTest.StartAsync();
        var before = await store.IssueAsync();
        store.Keys.Lose();
        await using var cloud = store;

        RefusalOf(await cloud.Trade.TradeAsync(OfferOf(before, cloud), Home, default)).Code.ShouldBe("token_sealed");
        var after = await cloud.IssueAsync();
        (await cloud.Trade.TradeAsync(OfferOf(after, cloud), Home, default)).ShouldBeOfType<CodeAnswer.Traded>();
    }

    [Fact]
    public async Task The_code_is_in_no_log_line_no_record_and_not_in_the_store()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        var offer = OfferOf(issued, cloud);
        await cloud.Trade.TradeAsync(offer, Home, default);

        var code = issued.Code.Reveal();
        var texts = cloud
            .LogLines.Lines.Append($"{issued}")
            .Append($"{offer}")
            .Append($"{issued.Code}")
            .Append(System.Text.Json.JsonSerializer.Serialize(cloud.Store.Tokens))
            .Append(System.Text.Json.JsonSerializer.Serialize(cloud.Store.Sessions));
        texts.ShouldAllBe(text =>
            !text.Contains(code, StringComparison.Ordinal)
            && !text.Contains(code.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)
        );
    }

    private static Refusal RefusalOf(CodeAnswer answer) => answer.ShouldBeOfType<CodeAnswer.Refused>().Refusal;
}
