using System.Text.Json;
using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Public keys by which people sign in.</summary>
internal sealed class PasskeyStore(IDatabase database) : IPasskeyStore
{
    private const string Select = """
        SELECT credential_id AS Id, person_id AS Person, name AS Name, public_key AS PublicKey, sign_count AS SignCount,
            transports AS Transports, is_user_verified AS IsUserVerified, is_backup_eligible AS IsBackupEligible,
            is_backed_up AS IsBackedUp, attestation_object AS AttestationObject, client_data_json AS ClientDataJson,
            created_at AS CreatedAt, last_used_at AS LastUsedAt
        FROM passkey
        """;

    private const string Insert = """
        INSERT INTO passkey (credential_id, person_id, name, public_key, sign_count, transports, is_user_verified,
            is_backup_eligible, is_backed_up, attestation_object, client_data_json, created_at, last_used_at)
        SELECT @Id, @Person, @Name, @PublicKey, @SignCount, @Transports, @IsUserVerified,
            @IsBackupEligible, @IsBackedUp, @AttestationObject, @ClientDataJson, @CreatedAt, @LastUsedAt
        WHERE (SELECT COUNT(*) FROM passkey WHERE person_id = @Person) < @Max
        ON CONFLICT (credential_id) DO NOTHING
        """;

    private const string Update = """
        UPDATE passkey
        SET name = @Name, sign_count = @SignCount, is_user_verified = @IsUserVerified,
            is_backup_eligible = @IsBackupEligible, is_backed_up = @IsBackedUp, last_used_at = @LastUsedAt
        WHERE credential_id = @Id AND person_id = @Person
        """;

    public Task<IReadOnlyList<Passkey>> ListAsync(UserId person, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Passkey>>(
            connection =>
                connection
                    .Query<PasskeyRow>(
                        $"{Select} WHERE person_id = @Value ORDER BY created_at, credential_id",
                        new { person.Value }
                    )
                    .Select(row => row.ToPasskey())
                    .ToList(),
            cancellation
        );

    public Task<Passkey?> FindAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<PasskeyRow>($"{Select} WHERE credential_id = @id", new { id })
                    ?.ToPasskey(),
            cancellation
        );

    public Task<bool> TryInsertAsync(Passkey passkey, int max, CancellationToken cancellation)
    {
        var row = new DynamicParameters(PasskeyRow.From(passkey));
        row.Add("Max", max);
        return database.WriteAsync(connection => connection.Execute(Insert, row) == 1, cancellation);
    }

    public Task UpdateAsync(Passkey passkey, CancellationToken cancellation)
    {
        var row = PasskeyRow.From(passkey);
        return database.WriteAsync(connection => connection.Execute(Update, row), cancellation);
    }

    public Task<bool> DeleteAsync(UserId person, string id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "DELETE FROM passkey WHERE credential_id = @id AND person_id = @Value",
                    new { id, person.Value }
                ) == 1,
            cancellation
        );

    private sealed class PasskeyRow
    {
        public string Id { get; init; } = "";

        public long Person { get; init; }

        public string Name { get; init; } = "";

        public byte[] PublicKey { get; init; } = [];

        public long SignCount { get; init; }

        public string Transports { get; init; } = "";

        public bool IsUserVerified { get; init; }

        public bool IsBackupEligible { get; init; }

        public bool IsBackedUp { get; init; }

        public byte[] AttestationObject { get; init; } = [];

        public byte[] ClientDataJson { get; init; } = [];

        public long CreatedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public static PasskeyRow From(Passkey passkey) =>
            new()
            {
                Id = passkey.Id,
                Person = passkey.Person.Value,
                Name = passkey.Name,
                PublicKey = passkey.PublicKey,
                SignCount = passkey.SignCount,
                Transports = JsonSerializer.Serialize(passkey.Transports, StorageJson.Default.IReadOnlyListString),
                IsUserVerified = passkey.IsUserVerified,
                IsBackupEligible = passkey.IsBackupEligible,
                IsBackedUp = passkey.IsBackedUp,
                AttestationObject = passkey.AttestationObject,
                ClientDataJson = passkey.ClientDataJson,
                CreatedAt = StoredTime.From(passkey.CreatedAt),
                LastUsedAt = StoredTime.From(passkey.LastUsedAt),
            };

        public Passkey ToPasskey() =>
            new()
            {
                Id = Id,
                Person = new UserId(Person),
                Name = Name,
                PublicKey = PublicKey,
                SignCount = (uint)SignCount,
                Transports = JsonSerializer.Deserialize(Transports, StorageJson.Default.IReadOnlyListString)!,
                IsUserVerified = IsUserVerified,
                IsBackupEligible = IsBackupEligible,
                IsBackedUp = IsBackedUp,
                AttestationObject = AttestationObject,
                ClientDataJson = ClientDataJson,
                CreatedAt = StoredTime.Read(CreatedAt),
                LastUsedAt = StoredTime.Read(LastUsedAt),
            };
    }
}
