using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>What people and their apps do to a session.</summary>
public sealed class CancelAndReportTests
{
    [Fact]
    public async Task A_cancelled_token_is_dead_when_the_call_returns()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var cancelled = await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

        cancelled.Value.State.ShouldBe(ProvisioningState.Cancelled);
        cancelled.Value.Failure.ShouldBe(ProvisioningFailures.Cancelled);
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Revoked);
        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBe(new Admission.Refused("cancelled"));
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled_and_the_refusal_says_how_it_ended()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();

        var refused = await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

        refused.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Conflict);
        refused.Refusal.Message.ShouldContain($"device {device.Id} is in the account");
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Active);
    }

    [Fact]
    public async Task Another_organisations_session_does_not_exist()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        (await cloud.Provisioning.FindAsync(Elsewhere, issued.Session.Id, default)).ShouldBeNull();
        var refused = await cloud.Provisioning.CancelAsync(Elsewhere, issued.Session.Id, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("session_not_found");
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
    }

    [Fact]
    public async Task The_app_tells_what_only_it_can_see()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        await ReportAsync(cloud, issued, new AppReport(Steps.DeviceFound, null, "Blynk Kettle-1W7R"));
        await ReportAsync(cloud, issued, new AppReport(Steps.CredentialsSent, null, null));
        var session = await ReportAsync(cloud, issued, new AppReport(Steps.DeviceReportedError, 0, null));

        session.Value.State.ShouldBe(ProvisioningState.Pending);
        cloud
            .StepsOf(issued.Session.Id)
            .ShouldBe([Steps.TokenIssued, Steps.DeviceFound, Steps.CredentialsSent, Steps.DeviceReportedError]);
        cloud.Live.Types.ShouldBe(["session.step", "session.step", "session.step"]);
    }

    [Fact]
    public async Task A_wrong_password_reported_by_the_device_ends_the_session_with_its_own_words()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var session = await ReportAsync(cloud, issued, new AppReport(Steps.DeviceReportedError, 722, null));

        session.Value.State.ShouldBe(ProvisioningState.Failed);
        session.Value.Failure.ShouldNotBeNull().Cause.ShouldBe("wrong_wifi_password");
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Revoked);
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_after_the_end_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

        var refused = await ReportAsync(cloud, issued, new AppReport(Steps.DeviceFound, null, null));

        refused.Refusal.ShouldNotBeNull().Message.ShouldContain("cancelled");
    }

    [Theory]
    [InlineData("activated", null, null, "step")]
    [InlineData("", null, null, "step")]
    [InlineData("<script>", null, null, "step")]
    [InlineData(Steps.DeviceReportedError, null, null, "errorCode")]
    [InlineData(Steps.DeviceReportedError, -1, null, "errorCode")]
    [InlineData(Steps.DeviceReportedError, 65536, null, "errorCode")]
    [InlineData(Steps.DeviceFound, 722, null, "errorCode")]
    [InlineData(Steps.DeviceFound, null, "two\nlines", "detail")]
    public async Task A_wrong_report_is_refused_by_field(string step, int? code, string? detail, string field)
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var refused = await ReportAsync(cloud, issued, new AppReport(step, code, detail));

        refused.Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.Invalid);
        refused.Refusal.Field.ShouldBe(field);
        cloud.StepsOf(issued.Session.Id).ShouldBe([Steps.TokenIssued]);
    }

    [Fact]
    public async Task A_detail_has_a_limit()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        (await ReportAsync(cloud, issued, new AppReport(Steps.DeviceFound, null, new string('x', 201))))
            .Refusal.ShouldNotBeNull()
            .Field.ShouldBe("detail");
        (
            await ReportAsync(cloud, issued, new AppReport(Steps.DeviceFound, null, new string('x', 200)))
        ).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Forty_reports_at_once_are_all_noted()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var reports = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(_ => ReportAsync(cloud, issued, new AppReport(Steps.DeviceFound, null, null)))
        );

        reports.ShouldAllBe(report => report.Succeeded);
        cloud.StepsOf(issued.Session.Id).Count.ShouldBe(41);
    }

    private static Task<Outcome<ProvisioningSession>> ReportAsync(
        CloudUnderTest cloud,
        IssuedSession issued,
        AppReport report
    ) => cloud.Provisioning.ReportAsync(Home, issued.Session.Id, report, default);
}
