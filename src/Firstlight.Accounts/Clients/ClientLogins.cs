using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>API clients at the devices' door: the permission to control every device is what speaking for them needs (docs/decisions/0034).</summary>
internal sealed class ClientLogins(IApiClientStore store, RequestGuard guard, TimeProvider time) : IProgramLogins
{
    private const Permissions Needed = Permissions.ControlDevices;

    private static readonly ProgramLogin Refused = new ProgramLogin.Refused();

    public async ValueTask<ProgramLogin> ShowAsync(
        string? id,
        string secret,
        string remoteAddress,
        CancellationToken cancellation
    )
    {
        // Neither was ever handed out: no store needs to be asked, and no trouble of it changes the answer.
        if (!secret.StartsWith(ApiSecret.Prefix, StringComparison.Ordinal))
            return Refused;
        if (id?.StartsWith(ApiClientId.Prefix, StringComparison.Ordinal) is false)
            return Refused;
        var address = RemoteNetwork.Of(remoteAddress);
        if (guard.BadClients.IsBlocked(address, out _))
            return new ProgramLogin.Throttled();
        var now = time.GetUtcNow();
        var digest = new ApiSecret(secret).Digest;
        var account = await store.FindBySecretAsync(digest, now, cancellation);
        if (account is not { SuspendedAt: null, Access: not null } || (id is not null && account.Email != id))
        {
            guard.BadClients.Fail(address);
            return Refused;
        }

        if (!account.Permissions.HasFlag(Needed))
            return new ProgramLogin.NotAllowed(Needed.ToString());
        await store.NoteUseAsync(account.Id, now, cancellation);
        return new ProgramLogin.Accepted(account.Id, account.Organisation, digest);
    }

    public async ValueTask<bool> MayGoOnAsync(ProgramLogin.Accepted login, CancellationToken cancellation)
    {
        var account = await store.FindBySecretAsync(login.Secret, time.GetUtcNow(), cancellation);
        return account is { SuspendedAt: null }
            && account.Id == login.Program
            && account.Organisation == login.Organisation
            && account.Permissions.HasFlag(Needed);
    }
}
