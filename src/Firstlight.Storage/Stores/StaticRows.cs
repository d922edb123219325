using System.Buffers.Binary;
using System.Text.Json;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A batch as the database holds it.</summary>
internal sealed class StaticBatchRow
{
    public const string Select = """
        SELECT id AS Id, organisation_id AS Organisation, template_id AS Template, name AS Name, count AS Count,
            made AS Made, state AS State, first_token AS FirstToken, sealed_key AS SealedKey,
            idempotency_key AS IdempotencyKey, created_by AS CreatedBy, created_at AS CreatedAt, fields AS Fields,
            digest AS Digest
        FROM static_batch
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Template { get; init; } = "";

    public string Name { get; init; } = "";

    public int Count { get; init; }

    public int Made { get; init; }

    public string State { get; init; } = "";

    public long FirstToken { get; init; }

    public byte[] SealedKey { get; init; } = [];

    public string? IdempotencyKey { get; init; }

    public long CreatedBy { get; init; }

    public long CreatedAt { get; init; }

    public string Fields { get; init; } = "[]";

    public string? Digest { get; init; }

    public static StaticBatchRow From(StaticBatch batch, long firstToken) =>
        new()
        {
            Organisation = batch.Organisation.Value,
            Template = batch.Template.Value,
            Name = batch.Name,
            Count = batch.Count,
            Made = batch.Made,
            State = batch.State.ToString(),
            FirstToken = firstToken,
            SealedKey = batch.SealedKey,
            IdempotencyKey = batch.IdempotencyKey,
            CreatedBy = batch.CreatedBy.Value,
            CreatedAt = StoredTime.From(batch.CreatedAt),
            Fields = JsonSerializer.Serialize(batch.Fields, StorageJson.Default.IReadOnlyListString),
            Digest = batch.Digest,
        };

    public StaticBatch ToBatch() =>
        new(
            new StaticBatchId(Id),
            new OrganisationId(Organisation),
            TemplateRow.ReadId(Template),
            Name,
            Count,
            Made,
            Enum.Parse<StaticBatchState>(State),
            new StaticTokenId(FirstToken),
            SealedKey,
            IdempotencyKey,
            new UserId(CreatedBy),
            StoredTime.Read(CreatedAt)
        )
        {
            Fields = JsonSerializer.Deserialize(Fields, StorageJson.Default.IReadOnlyListString) ?? [],
            Digest = Digest,
        };
}

/// <summary>A static token as the database holds it, with what its batch knows.</summary>
internal sealed class StaticTokenRow
{
    /// <summary>Tokens of ready batches: others do not count yet, or no more.</summary>
    public const string Select = """
        SELECT t.id AS Id, t.batch_id AS Batch, t.id - b.first_token + 1 AS Number, t.organisation_id AS Organisation,
            b.template_id AS Template, t.auth_hash AS AuthHash, t.claim_key AS ClaimKey, t.sealed AS Sealed,
            t.device_id AS Device, t.claimed_by AS ClaimedBy, t.claimed_at AS ClaimedAt,
            u.name AS Name, u.metadata AS Metadata
        FROM static_token t
        JOIN static_batch b ON b.id = t.batch_id AND b.state = 'Ready'
        LEFT JOIN static_unit u ON u.token_id = t.id
        """;

    public const string Insert = """
        INSERT INTO static_token (id, batch_id, organisation_id, auth_key, auth_hash, claim_key, sealed)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        """;

    public long Id { get; init; }

    public long Batch { get; init; }

    public int Number { get; init; }

    public long Organisation { get; init; }

    public string Template { get; init; } = "";

    public byte[] AuthHash { get; init; } = [];

    public long ClaimKey { get; init; }

    public byte[] Sealed { get; init; } = [];

    public long? Device { get; init; }

    public long? ClaimedBy { get; init; }

    public long? ClaimedAt { get; init; }

    public string? Name { get; init; }

    public string? Metadata { get; init; }

    /// <summary>The first 64 bits of a hash.</summary>
    public static long KeyOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64BigEndian(hash);

    public StaticToken ToToken()
    {
        var token = new StaticToken(
            new StaticTokenId(Id),
            new StaticBatchId(Batch),
            Number,
            new OrganisationId(Organisation),
            TemplateRow.ReadId(Template),
            new TokenHash(Convert.ToHexStringLower(AuthHash)),
            ClaimKey,
            Sealed,
            Device is { } device ? new DeviceId(device) : null,
            ClaimedBy is { } person ? new UserId(person) : null,
            StoredTime.Read(ClaimedAt)
        );
        return Metadata is { } metadata ? token with { Name = Name, Metadata = StaticUnitRow.Read(metadata) } : token;
    }
}

/// <summary>Where a unit's device was when its claim ended.</summary>
internal sealed class ReleasedRow
{
    public long Device { get; init; }

    public long Organisation { get; init; }

    public long? Owner { get; init; }

    public ReleasedUnit ToUnit() =>
        new(new DeviceId(Device), new OrganisationId(Organisation), Owner is { } person ? new UserId(person) : null);
}
