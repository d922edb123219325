using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.TestKit;

namespace Firstlight.Api.Tests.Csv;

/// <summary>Alone in its program while it runs: it looks at the memory of all of it.</summary>
[CollectionDefinition(nameof(OwnDataMemoryTests), DisableParallelization = true)]
[Collection(nameof(OwnDataMemoryTests))]
public sealed class OwnDataMemoryTests
{
    private const int Entries = 100_000;
    private const int LookEvery = 128 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_stays_flat_however_much_somebody_did()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (random, bytes) = (new SeededRandom(1), new byte[24]);
        for (var number = 0; number < Entries; number++)
        {
            // Nothing that a zip makes small.
            random.Fill(bytes);
            var subject = $"device/{Convert.ToHexString(bytes)}";
            var entry = new AuditEntry(api.Time.GetUtcNow(), new UserId(1), OrganisationId.Root, "x", subject, null);
            await api.People.AppendAuditAsync(entry, Cancellation);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        using var answer = await api.Http.GetAsync(
            "/api/v1/me/export",
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        var buffer = new byte[LookEvery];
        long read = 0;
        while (
            await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, Cancellation)
                is > 0
                    and var count
        )
        {
            read += count;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        read.ShouldBeGreaterThan(2_500_000);
        peak.ShouldBeLessThan(4_000_000);
    }
}
