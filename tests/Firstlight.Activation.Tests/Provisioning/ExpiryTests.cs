using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>What time does to a token nobody uses.</summary>
public sealed class ExpiryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_overdue_token_is_refused_the_moment_it_is_shown()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        cloud.Time.Advance(TimeSpan.FromDays(7));

        var admission = await cloud.Admission.AdmitAsync(issued.Token, default);

        admission.ShouldBe(new Admission.Refused("expired"));
        var session = cloud.Store.Session(issued.Session.Id);
        session.State.ShouldBe(ProvisioningState.Expired);
        session.Failure.ShouldBe(ProvisioningFailures.Expired);
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Revoked);
        cloud.Live.Types.ShouldBe(["session.step", "session.ended"]);
    }

    [Fact]
    public async Task A_moment_before_it_is_still_good()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        cloud.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));

        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Pending>();
    }

    [Fact]
    public async Task A_device_that_came_in_time_cannot_activate_after_it()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Admission.AdmitAsync(issued.Token, default);
        cloud.Time.Advance(TimeSpan.FromDays(7));

        var result = await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default);

        result.ShouldBe(new ActivationResult.Refused(ProvisioningFailures.ExpiredAfterContact));
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_an_overdue_session_finds_it_expired()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        cloud.Time.Advance(TimeSpan.FromDays(8));

        var refused = await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);

        refused.Refusal.ShouldNotBeNull().Message.ShouldContain("expired");
        cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Expired);
    }

    [Fact]
    public async Task The_sweep_ends_every_overdue_session_however_many()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var session = 0; session < (2 * ExpirySweep.BatchMax) + 7; session++)
            await cloud.IssueAsync();
        cloud.Time.Advance(TimeSpan.FromDays(7));
        var young = await cloud.IssueAsync();

        var ended = await cloud.Sweep.SweepAsync(default);

        ended.ShouldBe((2 * ExpirySweep.BatchMax) + 7);
        cloud.Store.Session(young.Session.Id).State.ShouldBe(ProvisioningState.Pending);
        (await cloud.Sweep.SweepAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task The_sweep_runs_by_the_clock_survives_an_absent_store_and_stops_when_told()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var issued = await cloud.IssueAsync();
        await cloud.Sweep.StartAsync(default);
        await UntilAsync(() => cloud.Time.WaitingTimers == 1);
        cloud.Store.Fault = (_, _) => true;
        cloud.Time.Advance(TimeSpan.FromDays(7));
        await UntilAsync(() => cloud.LogLines.Lines.Any(line => line.Contains("4005", StringComparison.Ordinal)));
        cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Pending);

        cloud.Store.Fault = null;
        await UntilAsync(() =>
        {
            cloud.Time.Advance(TimeSpan.FromSeconds(30));
            return cloud.Store.Session(issued.Session.Id).State == ProvisioningState.Expired;
        });
        await cloud.Sweep.StopAsync(default).WaitAsync(Patience, TestContext.Current.CancellationToken);

        cloud.Time.WaitingTimers.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400 * 86_400)]
    public async Task A_lifetime_out_of_range_stops_the_start(int seconds)
    {
        await using var cloud = await CloudUnderTest.StartAsync(configure: options =>
            options.PendingTokenLifetime = TimeSpan.FromSeconds(seconds)
        );

        await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => cloud.IssueAsync());
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
