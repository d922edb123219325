using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What an API client may do, as the database holds it.</summary>
internal sealed class ApiAccessRow
{
    public string Scopes { get; init; } = "";

    public int RequestsPerMinute { get; init; }

    public long? CreatedBy { get; init; }

    public static ApiAccessRow From(ClientAccess access) =>
        new()
        {
            Scopes = StoredPermissions.Write(access.Scopes),
            RequestsPerMinute = access.RequestsPerMinute,
            CreatedBy = access.CreatedBy?.Value,
        };
}

/// <summary>A secret of an API client as the database holds it.</summary>
internal sealed class ApiSecretRow
{
    public const string Select = """
        SELECT s.person_id AS Client, s.tail AS Tail, s.created_at AS CreatedAt, s.expires_at AS ExpiresAt
        FROM api_secret s JOIN person p ON p.id = s.person_id
        """;

    public string Digest { get; init; } = "";

    public long Client { get; init; }

    public string Tail { get; init; } = "";

    public long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public static ApiSecretRow From(UserId client, StoredApiSecret secret) =>
        new()
        {
            Digest = secret.Digest,
            Client = client.Value,
            Tail = secret.Info.Tail,
            CreatedAt = StoredTime.From(secret.Info.CreatedAt),
            ExpiresAt = StoredTime.From(secret.Info.ExpiresAt),
        };

    public ApiSecretInfo ToInfo() => new(Tail, StoredTime.Read(CreatedAt), StoredTime.Read(ExpiresAt));
}
