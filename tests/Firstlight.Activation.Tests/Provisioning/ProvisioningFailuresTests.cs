using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Activation.Tests;

/// <summary>What customers read when it did not work.</summary>
public sealed class ProvisioningFailuresTests
{
    // Devices in the field hold these numbers in flash (edgent.md §1.3): rows may be added, never edited.
    [Theory]
    [InlineData(700, "bad_configuration")]
    [InlineData(701, "network_timeout")]
    [InlineData(702, "cloud_timeout")]
    [InlineData(703, "token_rejected")]
    [InlineData(704, "network_fault")]
    [InlineData(705, "cloud_fault")]
    [InlineData(710, "cloud_name_not_found")]
    [InlineData(711, "cloud_certificate_not_trusted")]
    [InlineData(712, "captive_portal")]
    [InlineData(720, "network_not_found")]
    [InlineData(721, "no_cable")]
    [InlineData(722, "wrong_wifi_password")]
    [InlineData(723, "no_address")]
    [InlineData(730, "sim_missing")]
    [InlineData(731, "sim_locked")]
    [InlineData(732, "sim_wrong_pin")]
    [InlineData(740, "code_rejected")]
    [InlineData(741, "code_of_other_template")]
    public void Codes_and_causes_do_not_move(int code, string cause)
    {
        var failure = ProvisioningFailures.ForDevice(code);

        failure.Code.ShouldBe(code);
        failure.Cause.ShouldBe(cause);
    }

    [Fact]
    public void The_table_holds_eighteen_codes() => ProvisioningFailures.ByDeviceCode.Count.ShouldBe(18);

    // A phone beside the device has no cloud to ask, so the app carries the table, too: a customer must not read two versions.
    [Fact]
    public async Task The_app_says_the_same_words()
    {
        var app = await File.ReadAllTextAsync(
            Repository.File("web/src/app/wizard/deviceErrors.ts"),
            TestContext.Current.CancellationToken
        );

        foreach (var failure in ProvisioningFailures.ByDeviceCode.Values)
        {
            app.ShouldContain($"{failure.Code}: {{");
            app.ShouldContain($"\"{failure.Reason}\"");
            app.ShouldContain($"\"{failure.NextStep}\"");
        }
    }

    [Fact]
    public void An_unknown_code_still_says_its_number_and_what_to_do()
    {
        var failure = ProvisioningFailures.ForDevice(799);

        failure.Code.ShouldBe(799);
        failure.Reason.ShouldContain("799");
        failure.NextStep.ShouldNotBeEmpty();
    }

    [Fact]
    public void No_two_failures_say_the_same()
    {
        var all = All();

        all.Select(failure => failure.Cause).ShouldBeUnique();
        all.Select(failure => failure.Reason).ShouldBeUnique();
        all.Select(failure => failure.NextStep).ShouldBeUnique();
    }

    [Fact]
    public void Every_failure_is_a_sentence_and_a_next_step()
    {
        foreach (var failure in All())
        {
            failure.Reason.ShouldEndWith(".");
            failure.NextStep.ShouldEndWith(".");
            failure.Cause.ShouldBe(failure.Cause.ToLowerInvariant());
            failure.Code.ShouldBeInRange(700, 741);
        }
    }

    private static List<ProvisioningFailure> All() =>
        [
            .. ProvisioningFailures.ByDeviceCode.Values,
            ProvisioningFailures.Expired,
            ProvisioningFailures.ExpiredAfterContact,
            ProvisioningFailures.Cancelled,
            ProvisioningFailures.Superseded,
            ProvisioningFailures.DeviceDeleted,
            ProvisioningFailures.SessionUnknown,
            ProvisioningFailures.TemplateUnknown("TMPLnobody01"),
            ProvisioningFailures.TemplateMismatch(default, default),
        ];
}
