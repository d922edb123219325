using System.Text.Json;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A provisioning session as the database holds it.</summary>
internal sealed class SessionRow
{
    /// <summary>The columns of a session <c>s</c>, <c>Id</c> first.</summary>
    public const string Columns = """
        s.id AS Id, s.organisation_id AS Organisation, s.owner_id AS Owner, s.device_id AS Device,
        s.expected_template AS ExpectedTemplate, s.is_reprovisioning AS IsReprovisioning, s.state AS State,
        s.steps AS Steps, s.failure AS Failure, s.created_at AS CreatedAt, s.expires_at AS ExpiresAt,
        s.ended_at AS EndedAt, s.traded_by AS TradedBy, s.firmware_version AS FirmwareVersion
        """;

    public const string Insert = """
        INSERT INTO provisioning_session (id, organisation_id, owner_id, device_id, expected_template,
            is_reprovisioning, state, steps, step_count, failure, created_at, expires_at, ended_at, traded_by,
            template_id, cause, firmware_version)
        VALUES (@Id, @Organisation, @Owner, @Device, @ExpectedTemplate,
            @IsReprovisioning, @State, @Steps, @StepCount, @Failure, @CreatedAt, @ExpiresAt, @EndedAt, @TradedBy,
            @Template, @Cause, @FirmwareVersion)
        """;

    /// <summary>What changes while a session lives; a condition follows.</summary>
    public const string Update = """
        UPDATE provisioning_session
        SET expected_template = @ExpectedTemplate, state = @State, steps = @Steps, step_count = @StepCount,
            failure = @Failure, expires_at = @ExpiresAt, ended_at = @EndedAt, traded_by = @TradedBy,
            template_id = @Template, cause = @Cause, firmware_version = @FirmwareVersion
        WHERE id = @Id
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public long Owner { get; init; }

    public long Device { get; init; }

    public string? ExpectedTemplate { get; init; }

    public bool IsReprovisioning { get; init; }

    public string State { get; init; } = "";

    public string Steps { get; init; } = "";

    public int StepCount { get; init; }

    public string? Failure { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? EndedAt { get; init; }

    public string? TradedBy { get; init; }

    /// <summary>The template that was expected or, without one, that the device named.</summary>
    public string? Template { get; init; }

    public string? Cause { get; init; }

    public string? FirmwareVersion { get; init; }

    public static SessionRow From(ProvisioningSession session) =>
        new()
        {
            Id = session.Id.Value,
            Organisation = session.Organisation.Value,
            Owner = session.Owner.Value,
            Device = session.Device.Value,
            ExpectedTemplate = session.ExpectedTemplate?.Value,
            IsReprovisioning = session.IsReprovisioning,
            State = session.State.ToString(),
            Steps = JsonSerializer.Serialize(session.Steps, StorageJson.Default.IReadOnlyListProvisioningStep),
            StepCount = session.Steps.Count,
            Failure = session.Failure is { } failure
                ? JsonSerializer.Serialize(failure, StorageJson.Default.ProvisioningFailure)
                : null,
            CreatedAt = StoredTime.From(session.CreatedAt),
            ExpiresAt = StoredTime.From(session.ExpiresAt),
            EndedAt = StoredTime.From(session.EndedAt),
            TradedBy = session.TradedBy,
            Template = session.ExpectedTemplate?.Value ?? BoundTemplate(session),
            Cause = session.Failure?.Cause,
            FirmwareVersion = session.FirmwareVersion,
        };

    public ProvisioningSession ToSession() =>
        new(
            new ProvisioningSessionId(Id),
            new OrganisationId(Organisation),
            new UserId(Owner),
            new DeviceId(Device),
            ExpectedTemplate is { } template ? TemplateRow.ReadId(template) : null,
            IsReprovisioning,
            Enum.Parse<ProvisioningState>(State),
            JsonSerializer.Deserialize(Steps, StorageJson.Default.IReadOnlyListProvisioningStep)!,
            Failure is { } failure
                ? JsonSerializer.Deserialize(failure, StorageJson.Default.ProvisioningFailure)
                : null,
            StoredTime.Read(CreatedAt),
            StoredTime.Read(ExpiresAt),
            StoredTime.Read(EndedAt)
        )
        {
            TradedBy = TradedBy,
            FirmwareVersion = FirmwareVersion,
        };

    private static string? BoundTemplate(ProvisioningSession session) =>
        session.Steps.LastOrDefault(step => step.Name == ProvisioningSteps.TemplateBound)?.Detail;
}
