using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>The store fails at every call in turn: nobody is called invalid, nothing is half done, and coming again works.</summary>
public sealed class StorageFaultTests
{
    private const int CallsMax = 20;

    [Fact]
    public Task A_fault_while_a_token_is_handed_out_leaves_no_token() =>
        AtEveryCallAsync(
            async cloud => await cloud.IssueAsync(),
            cloud =>
            {
                cloud.Store.Tokens.ShouldBeEmpty();
                cloud.Store.Sessions.ShouldBeEmpty();
                return Task.CompletedTask;
            }
        );

    [Fact]
    public async Task A_fault_while_a_pending_token_is_shown_is_no_refusal()
    {
        IssuedSession issued = null!;
        await AtEveryCallAsync(
            async cloud =>
                (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Pending>(),
            cloud =>
            {
                cloud.StepsOf(issued.Session.Id).ShouldBe([ProvisioningSteps.TokenIssued]);
                return Task.CompletedTask;
            },
            async cloud => issued = await cloud.IssueAsync()
        );
    }

    [Fact]
    public async Task A_fault_while_a_device_is_activated_leaves_it_pending()
    {
        IssuedSession issued = null!;
        await AtEveryCallAsync(
            async cloud =>
            {
                await cloud.Admission.AdmitAsync(issued.Token, default);
                (
                    await cloud.Admission.ActivateAsync(issued.Session.Id, ReportOf(cloud.Kettle), default)
                ).ShouldBeOfType<ActivationResult.Activated>();
            },
            cloud =>
            {
                cloud.Store.Session(issued.Session.Id).State.ShouldBe(ProvisioningState.Pending);
                cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
                cloud.Store.Devices.ShouldBeEmpty();
                cloud.Live.Types.ShouldNotContain("device.activated");
                return Task.CompletedTask;
            },
            async cloud => issued = await cloud.IssueAsync()
        );
    }

    [Fact]
    public async Task A_fault_while_a_device_is_provisioned_again_leaves_its_old_token_working()
    {
        IssuedSession old = null!;
        DeviceId device = default;
        await AtEveryCallAsync(
            async cloud =>
            {
                var again = await cloud.IssueAsync(device: device);
                var result = await cloud.Admission.ActivateAsync(again.Session.Id, ReportOf(cloud.Kettle), default);
                result.ShouldBeOfType<ActivationResult.Activated>().Device.Id.ShouldBe(device);
            },
            async cloud => (await cloud.Admission.AdmitAsync(old.Token, default)).ShouldBeOfType<Admission.Active>(),
            async cloud =>
            {
                (old, var activated) = await cloud.ActivateAsync();
                device = activated.Id;
            }
        );
    }

    [Fact]
    public async Task A_fault_while_a_code_is_traded_is_no_refusal_and_the_device_comes_again()
    {
        IssuedSession issued = null!;
        await AtEveryCallAsync(
            async cloud =>
                (await cloud.Trade.TradeAsync(Codes.CodeTradeTests.OfferOf(issued, cloud), "192.0.2.1", default))
                    .ShouldBeOfType<CodeAnswer.Traded>()
                    .Token.ShouldBe(issued.Token),
            cloud =>
            {
                cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
                return Task.CompletedTask;
            },
            async cloud => issued = await cloud.IssueAsync()
        );
    }

    [Fact]
    public async Task A_fault_while_a_dead_token_is_noted_is_no_refusal_either()
    {
        IssuedSession issued = null!;
        await AtEveryCallAsync(
            async cloud =>
                (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Refused>(),
            _ => Task.CompletedTask,
            async cloud =>
            {
                issued = await cloud.IssueAsync();
                await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default);
            }
        );
    }

    [Fact]
    public async Task A_fault_while_cancelling_leaves_the_session_pending()
    {
        IssuedSession issued = null!;
        await AtEveryCallAsync(
            async cloud =>
                (await cloud.Provisioning.CancelAsync(Home, issued.Session.Id, default)).Refusal.ShouldBeNull(),
            cloud =>
            {
                cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
                cloud.Live.All.ShouldBeEmpty();
                return Task.CompletedTask;
            },
            async cloud => issued = await cloud.IssueAsync()
        );
    }

    [Fact]
    public Task A_fault_while_a_device_is_made_by_hand_leaves_none() =>
        AtEveryCallAsync(
            async cloud =>
                (
                    await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, "Bench", default)
                ).Refusal.ShouldBeNull(),
            cloud =>
            {
                cloud.Store.Devices.ShouldBeEmpty();
                cloud.Store.Tokens.ShouldBeEmpty();
                return Task.CompletedTask;
            }
        );

    /// <summary>
    /// Lets the first, second, third … call of <paramref name="act"/> fail, until it runs through; after every failure
    /// <paramref name="untouched"/> holds, and <paramref name="act"/> succeeds when it is run again.
    /// </summary>
    private static async Task AtEveryCallAsync(
        Func<CloudUnderTest, Task> act,
        Func<CloudUnderTest, Task> untouched,
        Func<CloudUnderTest, Task>? arrange = null
    )
    {
        for (var failing = 1; failing <= CallsMax; failing++)
        {
            await using var cloud = await CloudUnderTest.StartAsync();
            if (arrange is not null)
                await arrange(cloud);
            cloud.Store.Calls.Clear();
            var failed = false;
            cloud.Store.Fault = (_, call) => failed |= call == failing;
            try
            {
                await act(cloud);
            }
            catch (StorageUnavailableException)
            {
                failed.ShouldBeTrue();
            }

            if (!failed)
            {
                failing.ShouldBeGreaterThan(1, "no call was made to fail");
                return;
            }

            cloud.Store.Fault = null;
            await untouched(cloud);
            await act(cloud);
        }

        Assert.Fail($"More than {CallsMax} calls.");
    }
}
