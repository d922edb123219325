using System.Data.Common;
using System.Text.Json;
using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>Who wants to hear of a device, and what there is to say about it. Each device, organisation and template is asked for once in a unit.</summary>
internal sealed class WebhookAudience(DbConnection connection)
{
    private const string FindDevice = """
        SELECT d.organisation_id AS Organisation, o.name AS OrganisationName, d.template_id AS Template, t.name AS TemplateName,
            d.name AS Name, d.method AS Method, d.created_at AS CreatedAt,
            coalesce(d.activated_at, d.first_connected_at) IS NOT NULL AS IsBorn
        FROM device d JOIN organisation o ON o.id = d.organisation_id JOIN template t ON t.id = d.template_id
        WHERE d.id = @Id
        """;

    private const string FindWebhooks = $"""
        {OrganisationRow.Up}
        SELECT {WebhookRow.Columns} FROM webhook w
        WHERE w.enabled AND w.organisation_id IN (SELECT id FROM up)
            AND (w.organisation_id = @Value OR w.includes_below)
        ORDER BY w.id
        """;

    private readonly Dictionary<DeviceId, Told?> _devices = [];
    private readonly Dictionary<long, IReadOnlyList<Listener>> _webhooks = [];
    private readonly Dictionary<TemplateId, IReadOnlyList<Datastream>> _templates = [];
    private bool? _exists;

    /// <summary>False when there is no enabled webhook at all.</summary>
    public bool Exists =>
        _exists ??= connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM webhook WHERE enabled)");

    /// <summary>What to tell and whom; null when the device is gone or nobody listens.</summary>
    public Told? Find(DeviceId device)
    {
        if (!_devices.TryGetValue(device, out var told))
            _devices.Add(device, told = Read(device));
        return told;
    }

    /// <summary>The name of a datastream; null for one that is gone.</summary>
    public string? DatastreamName(Told told, VirtualPin pin)
    {
        if (!_templates.TryGetValue(told.Template, out var datastreams))
        {
            var json = connection.QuerySingle<string>(
                "SELECT datastreams FROM template WHERE id = @Value",
                new { told.Template.Value }
            );
            datastreams = JsonSerializer.Deserialize(json, StorageJson.Default.IReadOnlyListDatastream)!;
            _templates.Add(told.Template, datastreams);
        }

        return datastreams.FirstOrDefault(datastream => datastream.Pin == pin)?.Name;
    }

    private Told? Read(DeviceId device)
    {
        var row = connection.QuerySingleOrDefault<ToldRow>(FindDevice, new { Id = device.Value });
        if (row is null)
            return null;
        if (!_webhooks.TryGetValue(row.Organisation, out var webhooks))
        {
            webhooks = connection
                .Query<WebhookRow>(FindWebhooks, new { Value = row.Organisation })
                .Select(webhook => new Listener(new WebhookId(webhook.Id), webhook.ToInterest()))
                .ToList();
            _webhooks.Add(row.Organisation, webhooks);
        }

        return webhooks.Count == 0 ? null : row.ToTold(device, webhooks);
    }

    /// <summary>A webhook as far as it chooses.</summary>
    internal sealed record Listener(WebhookId Id, WebhookInterest Interest);

    /// <summary>A device as messages show it, and who listens.</summary>
    internal sealed record Told(
        EventDevice Device,
        TemplateId Template,
        string Method,
        bool IsBorn,
        IReadOnlyList<Listener> Webhooks
    );

    private sealed class ToldRow
    {
        public long Organisation { get; init; }

        public string OrganisationName { get; init; } = "";

        public string Template { get; init; } = "";

        public string TemplateName { get; init; } = "";

        public string Name { get; init; } = "";

        public string Method { get; init; } = "";

        public long CreatedAt { get; init; }

        public bool IsBorn { get; init; }

        public Told ToTold(DeviceId device, IReadOnlyList<Listener> webhooks) =>
            new(
                new EventDevice(
                    device.Value,
                    Name,
                    Template,
                    TemplateName,
                    Organisation,
                    OrganisationName,
                    StoredTime.Read(CreatedAt)
                ),
                TemplateRow.ReadId(Template),
                Method,
                IsBorn,
                webhooks
            );
    }
}
