using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>What a list of attempts is narrowed to, as it stands in an address.</summary>
internal static class SessionFilter
{
    private const int TextCharactersMax = 128;

    public static Outcome<SessionQuery> Read(
        string? state,
        long? deviceId,
        string? templateId,
        string? cause,
        string? firmware
    )
    {
        ProvisioningState? wanted = null;
        if (state is not null)
        {
            if (!Word.TryRead<ProvisioningState>(state, out var known))
                return Refusal.Invalid("state", Word.Expected<ProvisioningState>());
            wanted = known;
        }

        TemplateId? template = null;
        if (templateId is not null)
        {
            if (!TemplateId.TryParse(templateId, out var parsed))
                return Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits.");
            template = parsed;
        }

        if (cause?.Length > TextCharactersMax)
            return Refusal.Invalid("cause", $"A cause has at most {TextCharactersMax} characters.");
        if (firmware?.Length > TextCharactersMax)
            return Refusal.Invalid("firmware", $"A version has at most {TextCharactersMax} characters.");
        var device = deviceId is { } number ? new DeviceId(number) : (DeviceId?)null;
        return new SessionQuery(wanted, device, Cursor: null, ApiLimits.PageDefault)
        {
            Template = template,
            Cause = cause,
            FirmwareVersion = firmware,
        };
    }
}
