using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Who is in for long, in this process; there are as many as open requests.</summary>
internal sealed class OpenSessions(IAccountStore store, IOrganisationStore organisations) : IOpenSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, List<OpenSession>> _open = [];

    public async Task<IOpenSession> EnterAsync(ClaimsPrincipal caller, CancellationToken cancellation)
    {
        if (!PersonClaims.TryReadTicket(caller, out var person, out var stamp))
            throw new ArgumentException("Nobody is signed in.", nameof(caller));
        var request = PersonClaims.ReadRequest(caller, remoteAddress: null);
        var session = new OpenSession(this, person)
        {
            IsVisit = request is not null && request.Organisation != request.Home,
        };
        lock (_gate)
        {
            if (!_open.TryGetValue(person, out var sessions))
                _open.Add(person, sessions = []);
            sessions.Add(session);
        }

        try
        {
            // After it was noted: an end between the request's own check and this moment is not missed.
            var known = await store.FindAsync(person, cancellation);
            session.Role = known?.Role.Id;
            if (!PersonClaims.MayGoOn(known, stamp) || !PersonClaims.HasRightsOf(caller, known))
                session.End();
            if (session.IsVisit && !await IsBelowAsync(request!, cancellation))
                session.End();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Ends all that are open now of people with this role.</summary>
    public void End(RoleId role)
    {
        OpenSession[] ending;
        lock (_gate)
            ending = [.. _open.Values.SelectMany(sessions => sessions).Where(session => session.MayHave(role))];
        foreach (var session in ending)
            session.End();
    }

    /// <summary>Ends all of them that are open now.</summary>
    public void End(UserId person)
    {
        OpenSession[] ending;
        lock (_gate)
            ending = _open.TryGetValue(person, out var sessions) ? [.. sessions] : [];
        foreach (var session in ending)
            session.End();
    }

    /// <summary>Ends all of people who act in an organisation below their own: who goes on is judged anew.</summary>
    public void EndVisits()
    {
        OpenSession[] ending;
        lock (_gate)
            ending = [.. _open.Values.SelectMany(sessions => sessions).Where(session => session.IsVisit)];
        foreach (var session in ending)
            session.End();
    }

    private async Task<bool> IsBelowAsync(Caller caller, CancellationToken cancellation)
    {
        var path = await organisations.ReadPathAsync(caller.Organisation, cancellation);
        return path.Any(node => node.Id == caller.Home);
    }

    private void Forget(OpenSession session)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(session.Person, out var sessions) && sessions.Remove(session) && sessions.Count == 0)
                _open.Remove(session.Person);
        }
    }

    private sealed class OpenSession(OpenSessions owner, UserId person) : IOpenSession
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _ended = new();
        private bool _disposed;

        public UserId Person { get; } = person;

        /// <summary>Its person acts in an organisation below their own.</summary>
        public bool IsVisit { get; init; }

        /// <summary>Null until it is read.</summary>
        public RoleId? Role { get; set; }

        public bool MayHave(RoleId role) => Role is not { } known || known == role;

        public CancellationToken Ended => _ended.Token;

        public void End()
        {
            lock (_gate)
            {
                if (!_disposed)
                    _ended.Cancel();
            }
        }

        public void Dispose()
        {
            owner.Forget(this);
            lock (_gate)
            {
                _disposed = true;
                _ended.Dispose();
            }
        }
    }
}
