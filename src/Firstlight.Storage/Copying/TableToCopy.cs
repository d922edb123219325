using System.Data.Common;

namespace Firstlight.Storage.Copying;

/// <summary>A table of the installation, in an order in which no row refers to a later one.</summary>
/// <param name="Name">The table.</param>
/// <param name="Order">What follows its name to bring its rows into such an order.</param>
internal sealed record TableToCopy(string Name, string Order = "")
{
    // Parents first: after a move a parent may have the higher number.
    private const string TopDown = """
         JOIN (
            WITH RECURSIVE tree (node, level) AS (
                SELECT id, 0 FROM organisation WHERE parent_id IS NULL
                UNION ALL SELECT o.id, tree.level + 1 FROM organisation o JOIN tree ON o.parent_id = tree.node
            )
            SELECT node, level FROM tree
        ) AS place ON place.node = organisation.id ORDER BY place.level
        """;

    public static IReadOnlyList<TableToCopy> All { get; } =
    [
        new("counter"),
        new("organisation", TopDown),
        new("role"),
        new("person"),
        new("audit"),
        new("template"),
        new("template_use"),
        new("provisioning_session"),
        new("token"),
        new("device"),
        new("node"),
        new("device_home"),
        new("twin"),
        new("property"),
        new("history"),
        new("history_minute"),
        new("device_event"),
        new("device_file"),
        new("sealed_key"),
        new("installation_mark"),
        new("password_reset"),
        new("passkey"),
        new("invitation"),
        new("invitation_sent"),
        new("api_client"),
        new("api_secret"),
        new("static_batch"),
        new("static_token"),
        new("static_auth_key"),
        new("static_claim_key"),
        new("static_unit"),
        new("webhook"),
        new("webhook_delivery"),
        new("firmware"),
        new("shipment"),
        new("shipment_device"),
    ];

    /// <summary>Its columns by name, the same on every engine.</summary>
    public IReadOnlyList<Column> ColumnsIn(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Name} LIMIT 0";
        using var reader = command.ExecuteReader();
        return
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(ordinal => new Column(reader.GetName(ordinal), reader.GetFieldType(ordinal)))
                .OrderBy(column => column.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The statement that reads those columns.</summary>
    public string Select(IReadOnlyList<Column> columns) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"{Name}.{column.Name}"))} FROM {Name}{Order}";
}
