using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>A token as the database holds it: its hash and its sealed form, never itself.</summary>
internal sealed class TokenRow
{
    /// <summary>The columns of a token <c>t</c>, <c>Hash</c> first.</summary>
    public const string Columns =
        "t.hash AS Hash, t.sealed AS Sealed, t.device_id AS Device, t.session_id AS Session, t.state AS State, t.code_hash AS Code, t.tail AS Tail";

    public const string Insert = """
        INSERT INTO token (hash, sealed, device_id, session_id, state, code_hash, tail)
        VALUES (@Hash, @Sealed, @Device, @Session, @State, @Code, @Tail)
        """;

    public string Hash { get; init; } = "";

    public byte[] Sealed { get; init; } = [];

    public long Device { get; init; }

    public long? Session { get; init; }

    public string State { get; init; } = "";

    public string? Code { get; init; }

    public string? Tail { get; init; }

    public static TokenRow From(TokenRecord token) =>
        new()
        {
            Hash = token.Hash.Hex,
            Sealed = token.Sealed,
            Device = token.Device.Value,
            Session = token.Session?.Value,
            State = token.State.ToString(),
            Code = token.Code?.Hex,
            Tail = token.Tail,
        };

    public TokenRecord ToToken() =>
        new(
            new TokenHash(Hash),
            Sealed,
            new DeviceId(Device),
            Session is { } session ? new ProvisioningSessionId(session) : null,
            Enum.Parse<TokenState>(State)
        )
        {
            Code = Code is { } code ? new CodeHash(code) : null,
            Tail = Tail,
        };
}

/// <summary>The device of a token as the database holds it, as far as a login needs it.</summary>
internal sealed class TokenDeviceRow
{
    /// <summary>The columns of a device <c>d</c>, <c>Id</c> first.</summary>
    public const string Columns =
        "d.id AS Id, d.organisation_id AS Organisation, d.template_id AS Template, d.owner_id AS Owner";

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Template { get; init; } = "";

    public long? Owner { get; init; }

    public TokenDevice ToDevice() =>
        new(
            new DeviceId(Id),
            new OrganisationId(Organisation),
            TemplateRow.ReadId(Template),
            Owner is { } owner ? new UserId(owner) : null
        );
}
