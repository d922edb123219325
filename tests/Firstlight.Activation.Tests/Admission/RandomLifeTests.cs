using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>People and devices do what they like, the clock jumps and the disk goes away; the account stays sound.</summary>
public sealed class RandomLifeTests
{
    private const int StepsPerLife = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_a_token_is_active_only_by_success_and_a_device_has_one(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        await using var cloud = await CloudUnderTest.StartAsync(seed);
        var random = new SeededRandom(seed);
        var issued = new List<IssuedSession> { await cloud.IssueAsync() };
        cloud.Store.Fault = (_, _) => random.Below(15) == 0;
        for (var step = 0; step < StepsPerLife; step++)
        {
            var final = cloud.Store.Sessions.Where(session => session.State != ProvisioningState.Pending).ToList();
            try
            {
                await LiveAsync(cloud, random, issued);
            }
            catch (StorageUnavailableException)
            {
                // Come again: that is what everyone does.
            }

            BrokenRule(cloud.Store, final, issued).ShouldBeNull($"seed {seed}, step {step}");
        }

        cloud
            .Store.Sessions.Select(session => session.State)
            .Distinct()
            .Count()
            .ShouldBe(5, "a life should see everything");
    }

    private static async Task LiveAsync(CloudUnderTest cloud, SeededRandom random, List<IssuedSession> issued)
    {
        var one = issued[random.Below(issued.Count)];
        var id = one.Session.Id;
        switch (random.Below(12))
        {
            case 0:
                issued.Add(await StartAsync(cloud, device: null));
                break;
            case 1 when cloud.Store.Devices.Count > 0:
                var again = cloud.Store.Devices.ElementAt(random.Below(cloud.Store.Devices.Count));
                issued.Add(await StartAsync(cloud, again.Id));
                break;
            case 2 when random.Below(4) == 0:
                await cloud.Provisioning.CancelAsync(Home, id, default);
                break;
            case 3 when random.Below(4) == 0:
                var error = new AppReport(ProvisioningSteps.DeviceReportedError, 722, null);
                await cloud.Provisioning.ReportAsync(Home, id, error, default);
                break;
            case 4:
                var sent = new AppReport(ProvisioningSteps.CredentialsSent, null, null);
                await cloud.Provisioning.ReportAsync(Home, id, sent, default);
                break;
            case 5:
                await cloud.Admission.ActivateAsync(id, ReportOf(cloud.Kettle), default);
                break;
            case 6 when random.Below(4) == 0:
                await cloud.Admission.ActivateAsync(id, new HardwareReport { TemplateId = "TMPLnobody01" }, default);
                break;
            case 7:
                cloud.Time.Advance(TimeSpan.FromHours(random.Below(24)));
                break;
            case 8:
                await cloud.Sweep.SweepAsync(default);
                break;
            case 9 when random.Below(6) == 0 && cloud.Store.Devices.Count > 0:
                await cloud.Devices.DeleteAsync(Home, cloud.Store.Devices.First().Id, default);
                break;
            default:
                await cloud.Admission.AdmitAsync(one.Token, default);
                break;
        }
    }

    private static async Task<IssuedSession> StartAsync(CloudUnderTest cloud, DeviceId? device) =>
        (await cloud.Provisioning.StartAsync(Home, Ada, expectedTemplate: null, device, default)).Value;

    private static string? BrokenRule(
        MemoryStore store,
        List<ProvisioningSession> wereFinal,
        List<IssuedSession> issued
    )
    {
        foreach (var before in wereFinal)
        {
            if (store.Session(before.Id).State != before.State)
                return $"session {before.Id} did not stay {before.State}";
        }

        var active = store.Tokens.Where(token => token.State == TokenState.Active).ToList();
        if (active.DistinctBy(token => token.Device).Count() != active.Count)
            return "a device has two tokens";
        if (active.Count != store.Devices.Count)
            return "a device without a token, or a token without a device";
        foreach (var token in store.Tokens)
        {
            var state = store.Session(token.Session!.Value).State;
            var sound = token.State switch
            {
                TokenState.Active => state == ProvisioningState.Succeeded,
                TokenState.Pending => state == ProvisioningState.Pending,
                _ => true,
            };
            if (!sound)
                return $"a {token.State} token of a {state} session";
        }

        return issued.Exists(one => !store.Sessions.Any(session => session.Id == one.Session.Id))
            ? "a session that was handed out is gone"
            : null;
    }
}
