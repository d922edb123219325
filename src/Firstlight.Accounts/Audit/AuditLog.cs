using System.Runtime.CompilerServices;
using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class AuditLog(IAccountStore store, TimeProvider time) : IAuditLog
{
    public Task RecordAsync(
        UserId? actor,
        OrganisationId organisation,
        string action,
        string subject,
        string? remoteAddress,
        CancellationToken cancellation
    ) =>
        store.AppendAuditAsync(
            new AuditEntry(time.GetUtcNow(), actor, organisation, action, subject, remoteAddress),
            cancellation
        );

    public Task<IReadOnlyList<NumberedEntry>> ReadAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, AuditActions.ReadMax + 1);
        return store.ReadAuditAsync(organisation, query, limit, cancellation);
    }

    public async IAsyncEnumerable<AuditEntry> ReadOwnAsync(
        UserId person,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        long? before = null;
        while (true)
        {
            var page = await store.ReadAuditOfAsync(person, before, AuditActions.ReadMax, cancellation);
            foreach (var one in page)
                yield return one.Entry;
            if (page.Count < AuditActions.ReadMax)
                yield break;
            before = page[^1].Number;
        }
    }
}
