using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed class ClientGrants(
    IApiClientStore store,
    ITickets tickets,
    RequestGuard guard,
    IOptions<AccountsOptions> options,
    TimeProvider time
) : IClientGrants
{
    private static readonly ClientGrant BadClient = new ClientGrant.BadClient();

    public async Task<ClientGrant> GrantAsync(
        string? clientId,
        string? clientSecret,
        Permissions? scopes,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        var address = RemoteNetwork.Of(remoteAddress);
        if (guard.BadClients.IsBlocked(address, out var until))
            return new ClientGrant.Throttled(until.Value);
        var now = time.GetUtcNow();
        var account = string.IsNullOrEmpty(clientSecret)
            ? null
            : await store.FindBySecretAsync(new ApiSecret(clientSecret).Digest, now, cancellation);
        if (account is not { SuspendedAt: null, Access: { } access } || account.Email != clientId)
        {
            guard.BadClients.Fail(address);
            return BadClient;
        }

        var asked = scopes ?? access.Scopes;
        if ((asked & ~access.Scopes) is var beyond && beyond != Permissions.None)
            return new ClientGrant.BadScope(beyond);
        await store.NoteUseAsync(account.Id, now, cancellation);
        return new ClientGrant.Granted(tickets.IssueBearer(account, options.Value.AccessTokenLifetime, asked), asked);
    }
}
