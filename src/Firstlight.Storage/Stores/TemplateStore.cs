using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Templates, each a row with its lists as JSON: they are only ever read and written as a whole.</summary>
internal sealed class TemplateStore(IDatabase database) : ITemplateStore
{
    private const string Insert = """
        INSERT INTO template (id, organisation_id, name, search_text, hardware, connection_type, hotspot_prefix,
            offline_after, datastreams, metadata_fields, events, welcome_text, created_at)
        VALUES (@Id, @Organisation, @Name, @SearchText, @Hardware, @ConnectionType, @HotspotPrefix,
            @OfflineAfter, @Datastreams, @MetadataFields, @Events, @WelcomeText, @CreatedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string Replace = """
        UPDATE template
        SET organisation_id = @Organisation, name = @Name, search_text = @SearchText, hardware = @Hardware,
            connection_type = @ConnectionType, hotspot_prefix = @HotspotPrefix, offline_after = @OfflineAfter,
            datastreams = @Datastreams, metadata_fields = @MetadataFields, events = @Events,
            welcome_text = @WelcomeText, created_at = @CreatedAt
        WHERE id = @Id
            AND NOT EXISTS (
                SELECT 1 FROM template WHERE organisation_id = @Organisation AND name = @Name AND id <> @Id
            )
        """;

    public Task<bool> TryInsertAsync(Template template, CancellationToken cancellation)
    {
        var row = TemplateRow.From(template);
        return database.WriteAsync(connection => connection.Execute(Insert, row) == 1, cancellation);
    }

    public Task<bool> TryReplaceAsync(Template template, CancellationToken cancellation)
    {
        var row = TemplateRow.From(template);
        return database.WriteAsync(connection => connection.Execute(Replace, row) == 1, cancellation);
    }

    public Task<bool> TryDeleteAsync(TemplateId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var used = connection.ExecuteScalar<long?>(
                    """
                    SELECT 1 FROM device WHERE template_id = @Value
                    UNION ALL SELECT 1 FROM static_batch WHERE template_id = @Value AND state <> 'Cancelled'
                    LIMIT 1
                    """,
                    new { id.Value }
                );
                if (used is not null)
                    return false;
                connection.Execute(
                    """
                    DELETE FROM static_batch WHERE template_id = @Value;
                    DELETE FROM template_use WHERE template_id = @Value;
                    DELETE FROM template WHERE id = @Value;
                    """,
                    new { id.Value }
                );
                return true;
            },
            cancellation
        );

    public Task EnableAsync(TemplateUse use, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "INSERT INTO template_use (template_id, organisation_id) VALUES (@Template, @Organisation) ON CONFLICT DO NOTHING",
                    ParametersOf(use)
                ),
            cancellation
        );

    public Task<bool> TryDisableAsync(TemplateUse use, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var used = connection.ExecuteScalar<long?>(
                    """
                    SELECT 1 FROM device WHERE template_id = @Template AND organisation_id = @Organisation
                    UNION ALL
                    SELECT 1 FROM static_batch
                    WHERE template_id = @Template AND organisation_id = @Organisation AND state <> 'Cancelled'
                    UNION ALL
                    SELECT 1 FROM template_use u JOIN organisation o ON o.id = u.organisation_id
                    WHERE u.template_id = @Template AND o.parent_id = @Organisation
                    LIMIT 1
                    """,
                    ParametersOf(use)
                );
                if (used is not null)
                    return false;
                connection.Execute(
                    "DELETE FROM template_use WHERE template_id = @Template AND organisation_id = @Organisation",
                    ParametersOf(use)
                );
                return true;
            },
            cancellation
        );

    public Task<IReadOnlyList<TemplateUse>> ReadUsesAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<TemplateUse>>(
            connection =>
                connection
                    .Query<(string Template, long Organisation)>(
                        "SELECT template_id, organisation_id FROM template_use ORDER BY template_id, organisation_id"
                    )
                    .Select(row => new TemplateUse(
                        TemplateRow.ReadId(row.Template),
                        new OrganisationId(row.Organisation)
                    ))
                    .ToList(),
            cancellation
        );

    private static object ParametersOf(TemplateUse use) =>
        new { Template = use.Template.Value, Organisation = use.Organisation.Value };

    public Task<IReadOnlyList<Template>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Template>>(
            connection =>
                connection
                    .Query<TemplateRow>($"{TemplateRow.Select} ORDER BY created_at, id")
                    .Select(row => row.ToTemplate())
                    .ToList(),
            cancellation
        );
}
