using Firstlight.Core;
using Firstlight.TestKit;
using static Firstlight.Activation.Tests.CloudUnderTest;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>Who is let in, and what that costs.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_token_nobody_issued_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var admission = await cloud.Admission.AdmitAsync(AuthToken.New(new SeededRandom(99)), default);

        admission.ShouldBe(new Admission.Refused("unknown"));
    }

    [Fact]
    public async Task A_devices_token_costs_one_read_and_no_write()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();
        cloud.Store.Calls.Clear();

        var admission = await cloud.Admission.AdmitAsync(issued.Token, default);

        admission.ShouldBe(new Admission.Active(device.Id, Home, cloud.Kettle.Id, device.Owner));
        cloud.Store.Calls.ShouldBe([nameof(IActivationStore.FindTokenAsync)]);
    }

    [Fact]
    public async Task A_pending_token_is_let_in_and_noted_once()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync(cloud.Kettle.Id);

        for (var login = 0; login < 5; login++)
        {
            (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBe(
                new Admission.Pending(issued.Session.Id, issued.Session.Device, Home, cloud.Kettle.Id)
            );
        }

        cloud.StepsOf(issued.Session.Id).ShouldBe([Steps.TokenIssued, Steps.DeviceSeen]);
        cloud.Store.Calls.Count(call => call == nameof(IActivationStore.TryUpdateSessionAsync)).ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_token_is_noted_a_few_times_and_then_only_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

        for (var login = 0; login < 10; login++)
        {
            (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBe(new Admission.Refused("cancelled"));
        }

        cloud
            .StepsOf(issued.Session.Id)
            .ShouldBe([Steps.TokenIssued, Steps.Cancelled, Steps.LateArrival, Steps.LateArrival, Steps.LateArrival]);
    }

    [Fact]
    public async Task The_old_token_lives_until_the_new_one_is_used()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (old, device) = await cloud.ActivateAsync();
        var issued = await cloud.IssueAsync(device: device.Id);
        (await cloud.Admission.AdmitAsync(old.Token, default)).ShouldBeOfType<Admission.Active>();

        await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default);

        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Active>();
        (await cloud.Admission.AdmitAsync(old.Token, default)).ShouldBe(new Admission.Refused("replaced"));
    }

    [Fact]
    public async Task A_deleted_devices_token_is_unknown()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();
        await cloud.Devices.DeleteAsync(Home, device.Id, default);

        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBe(new Admission.Refused("unknown"));
    }

    [Fact]
    public async Task A_failed_sessions_token_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        var report = new AppReport(Steps.DeviceReportedError, 720, null);
        await cloud.Provisioning.ReportAsync(Home, issued.Session.Id, report, default);

        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBe(new Admission.Refused("failed"));
    }

    [Fact]
    public async Task A_store_that_contradicts_itself_is_no_reason_to_call_a_token_invalid()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, _) = await cloud.ActivateAsync();
        var active = cloud.Store.Tokens.Single();
        cloud.Store.Put(active with { Device = new DeviceId(4_711) });

        await Should.ThrowAsync<StorageUnavailableException>(async () =>
            await cloud.Admission.AdmitAsync(issued.Token, default)
        );
    }

    [Fact]
    public async Task Fifty_logins_at_once_with_one_pending_token_are_one_line()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();

        var admissions = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => cloud.Admission.AdmitAsync(issued.Token, default).AsTask())
        );

        admissions.ShouldAllBe(admission => admission is Admission.Pending);
        cloud.StepsOf(issued.Session.Id).ShouldBe([Steps.TokenIssued, Steps.DeviceSeen]);
    }
}
