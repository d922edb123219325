using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Support;

/// <summary>A cloud that only people use; those with API clients are tested over a real database.</summary>
internal sealed class NoApiClients : IApiClientStore
{
    public Task InsertAsync(Person account, StoredApiSecret secret, CancellationToken cancellation) =>
        throw new InvalidOperationException("There are no API clients here.");

    public Task UpdateAsync(Person account, CancellationToken cancellation) => Task.CompletedTask;

    public Task RotateAsync(
        UserId account,
        StoredApiSecret secret,
        DateTimeOffset previousUntil,
        CancellationToken cancellation
    ) => Task.CompletedTask;

    public Task NoteUseAsync(UserId account, DateTimeOffset at, CancellationToken cancellation) => Task.CompletedTask;

    public Task DeleteAsync(UserId account, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<ApiClient>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ApiClient>>([]);

    public Task<ApiClient?> FindAsync(UserId account, CancellationToken cancellation) =>
        Task.FromResult<ApiClient?>(null);

    public Task<Person?> FindBySecretAsync(string digest, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<Person?>(null);
}
