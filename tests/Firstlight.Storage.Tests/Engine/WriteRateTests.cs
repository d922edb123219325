using Firstlight.Activation;
using Firstlight.Fleet;
using Firstlight.Storage.Tests.Sqlite;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>
/// Reports what this machine's disk gives; asserts only that callers share commits. Not part of the normal run:
/// <c>Firstlight.Storage.Tests -explicit only -class "*WriteRateTests" -showLiveOutput</c>
/// </summary>
public sealed class WriteRateTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Durable_sessions_per_second(int callers)
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        await MeasureAsync(
            storage,
            callers,
            $"{callers} callers, sessions",
            () => StoreSessionAsync(storage.Activation)
        );
    }

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Durable_activations_per_second(int callers)
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        await storage.Templates.TryInsertAsync(Sample.Template(), CancellationToken.None);
        await MeasureAsync(
            storage,
            callers,
            $"{callers} callers, session + activation",
            async () =>
            {
                var session = await StoreSessionAsync(storage.Activation);
                var device = Sample.Device(session.Device) with { Hardware = Sample.Hardware() };
                var succeeded = session.Then(ProvisioningState.Succeeded, ProvisioningSteps.Activated);
                (await storage.Activation.TryActivateAsync(succeeded, device, CancellationToken.None)).ShouldBeTrue();
            }
        );
    }

    [Fact(Explicit = true)]
    public async Task Durable_values_per_second()
    {
        const int devices = 1_000;
        await using var storage = await SqliteStorage.OpenNewAsync();
        await storage.Templates.TryInsertAsync(Sample.Template(), CancellationToken.None);
        var ids = await Task.WhenAll(Enumerable.Range(0, devices).Select(_ => StoreDeviceAsync(storage.Activation)));
        var at = Sample.Now;
        await MeasureAsync(
            storage,
            1,
            "batches of 5000 values over 1000 devices",
            () =>
            {
                at = at.AddSeconds(1);
                var values = Enumerable
                    .Range(0, 5_000)
                    .Select(n => new ValueRecord(
                        ids[n % devices],
                        new((byte)(n / devices)),
                        "21.5",
                        at,
                        IsLatest: true
                    ));
                return storage.Fleet.AppendAsync(Sample.Batch(values: [.. values]), CancellationToken.None);
            }
        );
    }

    private async Task MeasureAsync(SqliteStorage storage, int callers, string what, Func<Task> write)
    {
        await write();
        var time = TimeProvider.System;
        var commitsBefore = storage.Database.Writer!.Commits;
        var began = time.GetTimestamp();
        var writes = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => WriteForAWhileAsync()));
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var commits = storage.Database.Writer.Commits - commitsBefore;
        output.WriteLine(
            $"{what}: {writes.Sum() / seconds:N0}/s, {commits / seconds:N0} commits/s, {writes.Sum() / (double)commits:N1} per commit"
        );
        if (callers > 1)
            commits.ShouldBeLessThan(writes.Sum());

        async Task<int> WriteForAWhileAsync()
        {
            var count = 0;
            for (; time.GetElapsedTime(began) < Span; count++)
                await write();
            return count;
        }
    }

    private static async Task<ProvisioningSession> StoreSessionAsync(IActivationStore store)
    {
        var id = await store.ReserveSessionIdAsync(CancellationToken.None);
        var session = Sample.Session(id, await store.ReserveDeviceIdAsync(CancellationToken.None));
        var token = Sample.Token(session.Device, id, TokenState.Pending);
        await store.InsertSessionAsync(session, token, [], CancellationToken.None);
        return session;
    }

    private static async Task<Core.DeviceId> StoreDeviceAsync(IActivationStore store)
    {
        var device = Sample.Device(await store.ReserveDeviceIdAsync(CancellationToken.None));
        var token = Sample.Token(device.Id, null, TokenState.Active);
        await store.InsertDeviceAsync(device, token, CancellationToken.None);
        return device.Id;
    }
}
