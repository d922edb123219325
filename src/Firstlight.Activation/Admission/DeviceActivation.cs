using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>The moment of first light: a pending token and a device's report become a device in someone's account.</summary>
internal sealed class DeviceActivation(
    IActivationStore store,
    ITemplateCatalog templates,
    IDeviceRegistry devices,
    ILiveEvents live,
    SessionShell shell
)
{
    public async Task<ActivationResult> ActivateAsync(
        ProvisioningSessionId id,
        HardwareReport report,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < SessionShell.AttemptsMax; attempt++)
        {
            if (await store.FindSessionAsync(id, cancellation) is not { } session)
                return new ActivationResult.Refused(ProvisioningFailures.SessionUnknown);
            var named = NamedTemplate.In(report, session.ExpectedTemplate);
            var result =
                session.State == ProvisioningState.Succeeded
                    ? await RepeatAsync(session, named, cancellation)
                    : await TryActivateAsync(session, named, report, cancellation);
            if (result is not null)
                return result;
        }

        throw SessionShell.Contended();
    }

    /// <summary>Null when someone was faster.</summary>
    private async Task<ActivationResult?> TryActivateAsync(
        ProvisioningSession session,
        NamedTemplate? named,
        HardwareReport report,
        CancellationToken cancellation
    )
    {
        var template = await FindTemplateAsync(session.Organisation, named, cancellation);
        var existing = session.IsReprovisioning
            ? await devices.FindAsync(session.Organisation, session.Device, cancellation)
            : null;
        ProvisioningEvent happened =
            session.IsReprovisioning && existing is null
                ? new ProvisioningEvent.DeviceGone()
                : new ProvisioningEvent.TemplateReported(named?.Text, template?.Id, About(report))
                {
                    FirmwareVersion = Shown(report.FirmwareVersion),
                };
        var transition = shell.Apply(session, happened);
        if (transition.Session.State == ProvisioningState.Succeeded && template is not null)
        {
            var device = existing is null
                ? Born(transition.Session, template, report)
                : existing with
                {
                    Hardware = report,
                };
            return await TryFinishAsync(transition, device)
                ? new ActivationResult.Activated(device, First: true)
                : null;
        }

        if (!await shell.TryStoreAsync(session, transition, cancellation))
            return null;
        return transition.Session.Failure is { } failure
            ? new ActivationResult.Refused(failure)
            : new ActivationResult.TemplateMissing();
    }

    /// <remarks>
    /// Not cancellable: a device that hangs up in this moment may have been activated, and its owner must hear of it.
    /// </remarks>
    private async Task<bool> TryFinishAsync(Transition succeeded, Device device)
    {
        if (!await store.TryActivateAsync(succeeded.Session, device, CancellationToken.None))
            return false;
        shell.Announce(succeeded);
        var at = succeeded.Session.Steps[^1].At;
        live.Publish(
            new LiveEvent(device.Organisation, "device.activated", at, new DeviceAppeared(device))
            {
                Owner = device.Owner,
            }
        );
        return true;
    }

    /// <summary>The session has succeeded before: the same template gets the same device; another harms nothing.</summary>
    private async Task<ActivationResult> RepeatAsync(
        ProvisioningSession session,
        NamedTemplate? named,
        CancellationToken cancellation
    )
    {
        if (await devices.FindAsync(session.Organisation, session.Device, cancellation) is not { } device)
            return new ActivationResult.Refused(ProvisioningFailures.DeviceDeleted);
        return named is null || named.Id == device.Template
            ? new ActivationResult.Activated(device, First: false)
            : new ActivationResult.WrongTemplate();
    }

    private ValueTask<Template?> FindTemplateAsync(
        OrganisationId organisation,
        NamedTemplate? named,
        CancellationToken cancellation
    ) => named?.Id is { } id ? templates.FindAsync(organisation, id, cancellation) : default;

    private static Device Born(ProvisioningSession session, Template template, HardwareReport report) =>
        new(
            session.Device,
            session.Organisation,
            session.Owner,
            template.Id,
            DeviceNames.For(template),
            ActivationMethod.Dynamic,
            CreatedAt: session.Steps[^1].At,
            ActivatedAt: session.Steps[^1].At,
            FirstConnectedAt: null,
            LastSeenAt: null,
            Online: false,
            report,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );

    /// <summary>The device in a few words, for the timeline.</summary>
    private static string? About(HardwareReport report)
    {
        var board = Shown(report.Board);
        var firmware = Shown(report.FirmwareVersion);
        if (firmware is null)
            return board;
        return board is null ? $"firmware {firmware}" : $"{board}, firmware {firmware}";
    }

    // A device may call itself anything; a line of the timeline stays a line.
    private static string? Shown(string? text)
    {
        const int charactersMax = 40;
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
            return null;
        return text.Length > charactersMax ? text[..charactersMax] : text;
    }
}
