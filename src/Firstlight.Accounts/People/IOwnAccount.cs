using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What people do with their own account.</summary>
public interface IOwnAccount
{
    /// <summary>
    /// Deletes it; devices stay and are nobody's. Refuses (forbidden) a wrong password, (limit) a locked account, and (conflict) the last
    /// administrator at the top of the tree.
    /// </summary>
    Task<Outcome<Done>> DeleteAsync(PersonActor person, string? password, CancellationToken cancellation);
}
