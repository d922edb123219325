using System.Data.Common;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>What is known of a token that somebody shows.</summary>
internal static class TokenLookups
{
    private const string SelectToken = """
        SELECT t.sealed, t.device_id, t.session_id, t.state, t.code_hash, t.tail,
               d.id, d.organisation_id, d.template_id, d.owner_id
        FROM token t
        LEFT JOIN device d ON d.id = t.device_id
        WHERE t.hash = @Hex
        """;

    private const string SelectWithSession = $"""
        SELECT {TokenRow.Columns}, {SessionRow.Columns}, {TokenDeviceRow.Columns}
        FROM token t
        LEFT JOIN provisioning_session s ON s.id = t.session_id
        LEFT JOIN device d ON d.id = t.device_id
        """;

    private static readonly string Active = TokenState.Active.ToString();

    /// <summary>
    /// Every login and every call of a device asks this, nearly always with an active token, which needs no session. That
    /// row is read by hand; whatever else it is, is read with its session, all of it in one moment.
    /// </summary>
    public static TokenLookup? Find(DbConnection connection, TokenHash hash)
    {
        using (var command = connection.CreateCommand())
        {
            command.CommandText = SelectToken;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@Hex", hash.Hex);
            command.Parameters.Add(parameter);
            using var row = command.ExecuteReader();
            if (!row.Read())
                return null;
            if (string.Equals(row.GetString(3), Active, StringComparison.Ordinal))
                return new TokenLookup(ReadToken(row, hash), null, ReadDevice(row));
        }

        return Find(connection, "t.hash = @Hex", new { hash.Hex });
    }

    /// <summary>The token that a short code stands for.</summary>
    public static TokenLookup? Find(DbConnection connection, CodeHash code) =>
        Find(connection, "t.code_hash = @Hex", new { code.Hex });

    private static TokenLookup? Find(DbConnection connection, string condition, object parameters) =>
        connection
            .Query<TokenRow, SessionRow?, TokenDeviceRow?, TokenLookup>(
                $"{SelectWithSession} WHERE {condition}",
                (token, session, device) => new TokenLookup(token.ToToken(), session?.ToSession(), device?.ToDevice()),
                parameters,
                splitOn: "Id,Id"
            )
            .SingleOrDefault();

    private static TokenRecord ReadToken(DbDataReader row, TokenHash hash) =>
        new(
            hash,
            row.GetFieldValue<byte[]>(0),
            new DeviceId(row.GetInt64(1)),
            row.IsDBNull(2) ? null : new ProvisioningSessionId(row.GetInt64(2)),
            TokenState.Active
        )
        {
            Code = row.IsDBNull(4) ? null : new CodeHash(row.GetString(4)),
            Tail = row.IsDBNull(5) ? null : row.GetString(5),
        };

    private static TokenDevice? ReadDevice(DbDataReader row) =>
        row.IsDBNull(6)
            ? null
            : new TokenDevice(
                new DeviceId(row.GetInt64(6)),
                new OrganisationId(row.GetInt64(7)),
                TemplateRow.ReadId(row.GetString(8)),
                row.IsDBNull(9) ? null : new UserId(row.GetInt64(9))
            );
}
