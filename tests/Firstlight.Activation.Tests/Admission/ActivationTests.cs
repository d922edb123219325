using Firstlight.Core;
using Firstlight.Devices;
using static Firstlight.Activation.Tests.CloudUnderTest;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>First light.</summary>
public sealed class ActivationTests
{
    [Fact]
    public async Task A_device_that_names_its_template_appears_in_its_owners_account()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Admission.AdmitAsync(issued.Token, default);
        cloud.Live.All.Count.ShouldBe(1);

        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default);

        var activated = result.ShouldBeOfType<ActivationResult.Activated>();
        activated.First.ShouldBeTrue();
        var device = cloud.Store.Devices.Single();
        device.ShouldBe(activated.Device);
        device.Id.ShouldBe(issued.Session.Device);
        device.Owner.ShouldBe(Ada);
        device.Template.ShouldBe(cloud.Kettle.Id);
        device.Name.ShouldBe("Kettle");
        device.Method.ShouldBe(ActivationMethod.Dynamic);
        device.ActivatedAt.ShouldBe(cloud.Time.GetUtcNow());
        device.FirstConnectedAt.ShouldBeNull();
        device.Hardware.ShouldNotBeNull().Board.ShouldBe("ESP32");
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Active);
        cloud
            .StepsOf(issued.Session.Id)
            .ShouldBe([Steps.TokenIssued, Steps.DeviceSeen, Steps.TemplateBound, Steps.Activated]);
        cloud.Store.Session(issued.Session.Id).Steps[^1].Detail.ShouldBe("ESP32, firmware 1.2.0");
        cloud.Live.Types.ShouldBe([
            "session.step",
            "session.step",
            "session.step",
            "session.ended",
            "device.activated",
        ]);
    }

    [Fact]
    public async Task A_device_that_calls_over_https_was_seen_too()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var (issued, _) = await cloud.ActivateAsync();

        cloud
            .StepsOf(issued.Session.Id)
            .ShouldBe([Steps.TokenIssued, Steps.DeviceSeen, Steps.TemplateBound, Steps.Activated]);
    }

    [Fact]
    public async Task The_firmware_type_stands_in_for_the_template()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var report = new HardwareReport { FirmwareType = cloud.Lamp.Id.Value };
        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, report, default);

        result.ShouldBeOfType<ActivationResult.Activated>().Device.Template.ShouldBe(cloud.Lamp.Id);
    }

    [Fact]
    public async Task A_firmware_type_of_another_kind_does_not()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var report = new HardwareReport { FirmwareType = "kettle-pro" };
        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, report, default);

        result.ShouldBeOfType<ActivationResult.TemplateMissing>();
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_expected_template_is_bound_when_the_device_names_none()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync(cloud.Kettle.Id);

        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, new HardwareReport(), default);

        result.ShouldBeOfType<ActivationResult.Activated>().Device.Template.ShouldBe(cloud.Kettle.Id);
    }

    [Theory]
    [InlineData("TMPLnobody01", "TMPLnobody01")]
    [InlineData("not a template", "not a template")]
    [InlineData("TMPL\r\n\u0000<b>", "TMPL???<b>")]
    public async Task An_unknown_template_ends_the_attempt_and_is_named(string reported, string shown)
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var report = new HardwareReport { TemplateId = reported };
        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, report, default);

        var failure = result.ShouldBeOfType<ActivationResult.Refused>().Failure;
        failure.Code.ShouldBe(703);
        failure.Cause.ShouldBe("hw_info_tmpl_not_found");
        failure.Reason.ShouldContain(shown);
        cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Failed);
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Revoked);
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_template_name_is_not_cut_into_one_that_exists()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        TemplateId.TryParse("TMPL" + new string('x', 28), out var longest).ShouldBeTrue();
        (
            await cloud.Templates.CreateAsync(Home, new TemplateDraft("Longest", Id: longest), default)
        ).Refusal.ShouldBeNull();
        var issued = await cloud.IssueAsync();

        var report = new HardwareReport { TemplateId = longest.Value + "y" };
        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, report, default);

        result.ShouldBeOfType<ActivationResult.Refused>().Failure.Cause.ShouldBe("hw_info_tmpl_not_found");
    }

    [Fact]
    public async Task Another_organisations_template_is_unknown()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var foreign = (await cloud.Templates.CreateAsync(Elsewhere, new TemplateDraft("Kettle"), default)).Value;
        var issued = await cloud.IssueAsync();

        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(foreign), default);

        result.ShouldBeOfType<ActivationResult.Refused>().Failure.Cause.ShouldBe("hw_info_tmpl_not_found");
    }

    [Fact]
    public async Task Another_template_than_expected_ends_the_attempt()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync(cloud.Kettle.Id);

        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Lamp), default);

        result.ShouldBeOfType<ActivationResult.Refused>().Failure.Cause.ShouldBe("template_mismatch");
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Revoked);
    }

    [Fact]
    public async Task After_a_failure_the_device_can_be_provisioned_again_at_once()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var failed = await cloud.IssueAsync(cloud.Kettle.Id);
        await cloud.Admission.ActivateAsync(failed.Session.Id, ReportOf(cloud.Lamp), default);

        var (_, device) = await cloud.ActivateAsync();

        cloud.Store.Devices.Single().Id.ShouldBe(device.Id);
    }

    [Fact]
    public async Task Repeating_the_call_answers_the_same_device()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();
        var events = cloud.Live.All.Count;

        var again = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default);
        var unnamed = await cloud.Admission.ActivateAsync(issued.Session.Id, new HardwareReport(), default);

        again.ShouldBe(new ActivationResult.Activated(device, First: false));
        unnamed.ShouldBe(again);
        cloud.Live.All.Count.ShouldBe(events);
    }

    [Fact]
    public async Task Repeating_it_with_another_template_harms_nothing_and_the_token_lives()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();

        var other = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Lamp), default);
        var unknown = await cloud.Admission.ActivateAsync(
            issued.Session.Id,
            new HardwareReport { TemplateId = "TMPLnobody01" },
            default
        );

        other.ShouldBeOfType<ActivationResult.WrongTemplate>();
        unknown.ShouldBeOfType<ActivationResult.WrongTemplate>();
        cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Succeeded);
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Active);
        cloud.Store.Devices.Single().ShouldBe(device);
    }

    [Fact]
    public async Task Provisioning_again_keeps_id_name_and_metadata_and_takes_the_new_hardware()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (first, device) = await cloud.ActivateAsync();
        var lived = device with
        {
            Name = "In the kitchen",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Floor"] = "2" },
        };
        cloud.Store.Put(lived);
        var again = await cloud.IssueAsync(device: device.Id);

        var report = ReportOf(cloud.Kettle) with { FirmwareVersion = "2.0.0" };
        var result = await cloud.Admission.ActivateAsync(again.Session.Id, report, default);

        result.ShouldBeOfType<ActivationResult.Activated>().First.ShouldBeTrue();
        cloud.Store.Devices.Single().ShouldBe(lived with { Hardware = report });
        cloud.Store.StateOf(first.Token).ShouldBe(TokenState.Revoked);
        cloud.Store.StateOf(again.Token).ShouldBe(TokenState.Active);
    }

    [Fact]
    public async Task A_device_deleted_while_it_is_set_up_again_does_not_come_back()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (_, device) = await cloud.ActivateAsync();
        var again = await cloud.IssueAsync(device: device.Id);
        await cloud.Devices.DeleteAsync(Home, device.Id, default);

        var result = await cloud.Admission.ActivateAsync(again.Session.Id, ReportOf(cloud.Kettle), default);

        result.ShouldBe(new ActivationResult.Refused(ProvisioningFailures.DeviceDeleted));
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_nobody_knows_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var result = await cloud.Admission.ActivateAsync(
            new ProvisioningSessionId(4_711),
            new HardwareReport(),
            default
        );

        result.ShouldBe(new ActivationResult.Refused(ProvisioningFailures.SessionUnknown));
    }

    [Fact]
    public async Task Of_fifty_activations_at_once_one_is_first_and_all_get_the_same_device()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        var report = ReportOf(cloud.Kettle);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => cloud.Admission.ActivateAsync(issued.Session.Id, report, default))
        );

        var activated = results.Cast<ActivationResult.Activated>().ToList();
        activated.Count(result => result.First).ShouldBe(1);
        activated.Select(result => result.Device.Id).Distinct().ShouldBe([issued.Session.Device]);
        cloud.Store.Devices.Count.ShouldBe(1);
        cloud.Live.Types.Count(type => type == "device.activated").ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_and_activating_at_once_has_one_winner()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var round = 0; round < 50; round++)
        {
            var issued = await cloud.IssueAsync();
            var activating = cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default);
            var cancelling = cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

            var activated = await activating is ActivationResult.Activated;
            var cancelled = (await cancelling).Succeeded;

            cancelled.ShouldBe(!activated);
            cloud.Store.StateOf(issued.Token).ShouldBe(activated ? TokenState.Active : TokenState.Revoked);
            cloud.Store.Devices.Any(device => device.Id == issued.Session.Device).ShouldBe(activated);
        }
    }
}
