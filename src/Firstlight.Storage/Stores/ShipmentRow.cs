using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A shipment as the database holds it.</summary>
internal sealed class ShipmentRow
{
    public const string Columns = """
        s.id AS Id, s.organisation_id AS Organisation, s.template_id AS Template, s.firmware_id AS Firmware,
        s.title AS Title, s.attempts_limit AS AttemptsLimit, s.attempts_reset AS AttemptsReset, s.state AS State,
        s.created_by AS CreatedBy, s.created_at AS CreatedAt, s.ended_at AS EndedAt
        """;

    public const string Insert = """
        INSERT INTO shipment (organisation_id, template_id, firmware_id, title, attempts_limit, attempts_reset, state,
            created_by, created_at)
        SELECT @Organisation, @Template, id, @Title, @AttemptsLimit, @AttemptsReset, @State, @CreatedBy, @CreatedAt
        FROM firmware WHERE id = @Firmware
        RETURNING id
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Template { get; init; } = "";

    public long Firmware { get; init; }

    public string Title { get; init; } = "";

    public int AttemptsLimit { get; init; }

    public long AttemptsReset { get; init; }

    public string State { get; init; } = "";

    public long CreatedBy { get; init; }

    public long CreatedAt { get; init; }

    public long? EndedAt { get; init; }

    public static ShipmentRow From(Shipment shipment) =>
        new()
        {
            Organisation = shipment.Organisation.Value,
            Template = shipment.Template.Value,
            Firmware = shipment.Firmware.Value,
            Title = shipment.Title,
            AttemptsLimit = shipment.AttemptsLimit,
            AttemptsReset = shipment.AttemptsReset.Ticks,
            State = shipment.State.ToString(),
            CreatedBy = shipment.CreatedBy.Value,
            CreatedAt = StoredTime.From(shipment.CreatedAt),
        };

    public Shipment ToShipment() =>
        new(
            new ShipmentId(Id),
            new OrganisationId(Organisation),
            TemplateRow.ReadId(Template),
            new FirmwareId(Firmware),
            Title,
            AttemptsLimit,
            TimeSpan.FromTicks(AttemptsReset),
            Enum.Parse<ShipmentState>(State),
            new UserId(CreatedBy),
            StoredTime.Read(CreatedAt),
            StoredTime.Read(EndedAt)
        );
}
