using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class LifeConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        var template = await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        await Storage.RestartAsync();
        (await Storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem().ShouldHold(template);
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(device);
    }

    [Fact]
    public async Task After_the_stop_every_call_says_unavailable()
    {
        await Storage.CloseAsync();
        await Should.ThrowAsync<StorageUnavailableException>(() => StoreTemplateAsync());
        await Should.ThrowAsync<StorageUnavailableException>(() => Storage.Templates.ReadAllAsync(None));
        await Should.ThrowAsync<StorageUnavailableException>(() => Storage.Activation.ReserveDeviceIdAsync(None));
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            Storage.Activation.FindTokenAsync(new TokenHash("x"), None)
        );
    }

    [Fact]
    public async Task What_was_accepted_before_the_stop_is_written_or_refused_and_never_forgotten()
    {
        var inserts = Enumerable
            .Range(0, 200)
            .Select(n => Storage.Templates.TryInsertAsync(Sample.Template($"TMPL{n:D8}", $"Template {n}"), None))
            .ToList();
        await Storage.CloseAsync();
        var stored = 0;
        foreach (var insert in inserts)
        {
            try
            {
                stored += await insert.WaitAsync(TimeSpan.FromSeconds(10), None) ? 1 : 0;
            }
            catch (StorageUnavailableException)
            {
                // Refused: must not be there.
            }
        }

        await Storage.OpenAsync();
        (await Storage.Templates.ReadAllAsync(None)).Count.ShouldBe(stored);
    }

    [Fact]
    public async Task Ready_while_open_and_not_ready_after_the_stop()
    {
        var check = Storage
            .Get<IOptions<HealthCheckServiceOptions>>()
            .Value.Registrations.Single(registration => registration.Tags.Contains("ready"))
            .Factory(Storage.Services);

        var whileOpen = await check.CheckHealthAsync(new HealthCheckContext(), None);
        await Storage.CloseAsync();
        var afterwards = await check.CheckHealthAsync(new HealthCheckContext(), None);

        (whileOpen.Status, afterwards.Status).ShouldBe((HealthStatus.Healthy, HealthStatus.Unhealthy));
    }
}
