using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>What attempts say together, and what a list of them is narrowed by.</summary>
public abstract class StatisticsConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly StatisticsQuery Month = new(Sample.Now.AddDays(-15), Sample.Now.AddDays(15), null);

    [Fact]
    public async Task Nothing_happened_is_an_answer_too()
    {
        var statistics = await ReadAsync(Month);

        statistics.Attempts.ShouldBe(0);
        statistics.MedianTimeToOnline.ShouldBeNull();
        statistics.SlowTimeToOnline.ShouldBeNull();
        statistics.Reasons.ShouldBeEmpty();
        statistics.Days.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ends_reasons_and_days_are_counted()
    {
        await StoreAsync(ProvisioningState.Succeeded);
        await StoreAsync(ProvisioningState.Failed, cause: "wrong_wifi_password");
        await StoreAsync(ProvisioningState.Failed, cause: "wrong_wifi_password", day: 1);
        await StoreAsync(ProvisioningState.Expired, cause: "expired", day: 1);
        await StoreAsync(ProvisioningState.Cancelled, cause: "cancelled", day: 1);
        await StoreAsync(ProvisioningState.Pending, day: 1);
        await StoreAsync(ProvisioningState.Failed, cause: "too_early", day: -20);

        var statistics = await ReadAsync(Month);

        (statistics.Attempts, statistics.Succeeded, statistics.Failed).ShouldBe((6, 1, 2));
        (statistics.Expired, statistics.Cancelled).ShouldBe((1, 1));
        statistics.Reasons.ShouldBe([new("wrong_wifi_password", 2), new("expired", 1)]);
        var first = DateOnly.FromDateTime(Sample.Now.UtcDateTime);
        statistics.Days.ShouldBe([new(first, 2, 1, 1), new(first.AddDays(1), 4, 0, 2)]);
    }

    [Fact]
    public async Task Times_to_online_are_those_of_attempts_that_succeeded()
    {
        for (var minutes = 1; minutes <= 10; minutes++)
            await StoreAsync(ProvisioningState.Succeeded, minutes: minutes);
        await StoreAsync(ProvisioningState.Failed, cause: "x", minutes: 1_000);

        var statistics = await ReadAsync(Month);

        statistics.MedianTimeToOnline.ShouldBe(TimeSpan.FromMinutes(5));
        statistics.SlowTimeToOnline.ShouldBe(TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task Template_cause_and_firmware_narrow_the_list()
    {
        var other = Sample.TemplateId("TMPLother123");
        var failed = await StoreAsync(ProvisioningState.Failed, cause: "wrong_wifi_password", firmware: "1.0");
        var bound = await StoreAsync(ProvisioningState.Succeeded, firmware: "2.0", bound: other);

        (await IdsAsync(new(null, null, null, 10) { Template = other })).ShouldBe([bound]);
        (await IdsAsync(new(null, null, null, 10) { Cause = "wrong_wifi_password" })).ShouldBe([failed]);
        (await IdsAsync(new(null, null, null, 10) { FirmwareVersion = "2.0" })).ShouldBe([bound]);
        (await IdsAsync(new(null, null, null, 10) { FirmwareVersion = "2.0", Cause = "x" })).ShouldBeEmpty();
        (await Storage.Activation.FindSessionAsync(bound, None))!.FirmwareVersion.ShouldBe("2.0");
        (await ReadAsync(Month with { Template = other })).Attempts.ShouldBe(1);
        (await ReadAsync(Month)).Firmware.ShouldBe([new("1.0", 1, 0), new("2.0", 1, 1)]);
    }

    private Task<ProvisioningStatistics> ReadAsync(StatisticsQuery query) =>
        Storage.Activation.ReadStatisticsAsync(OrganisationId.Root, query, None);

    private async Task<List<ProvisioningSessionId>> IdsAsync(SessionQuery query)
    {
        var found = await Storage.Activation.ListSessionsAsync(OrganisationId.Root, query, null, None);
        return [.. found.Select(session => session.Id)];
    }

    private async Task<ProvisioningSessionId> StoreAsync(
        ProvisioningState state,
        string? cause = null,
        int day = 0,
        int minutes = 1,
        string? firmware = null,
        TemplateId? bound = null
    )
    {
        var device = await Storage.Activation.ReserveDeviceIdAsync(None);
        var session = Sample.Session(await Storage.Activation.ReserveSessionIdAsync(None), device);
        var began = Sample.Now.AddDays(day);
        session = session with
        {
            State = state,
            ExpectedTemplate = bound is null ? session.ExpectedTemplate : null,
            Steps = bound is { } template
                ? [new ProvisioningStep(ProvisioningSteps.TemplateBound, began, template.Value)]
                : session.Steps,
            Failure = cause is null ? null : new ProvisioningFailure(700, cause, "It failed.", "Try again."),
            CreatedAt = began,
            EndedAt = state == ProvisioningState.Pending ? null : began.AddMinutes(minutes),
            FirmwareVersion = firmware,
        };
        await Storage.Activation.InsertSessionAsync(
            session,
            Sample.Token(device, session.Id, TokenState.Pending),
            [],
            None
        );
        return session.Id;
    }
}
