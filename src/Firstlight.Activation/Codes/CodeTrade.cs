using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>Short code for token. Who got it is on disk before the token leaves.</summary>
internal sealed class CodeTrade(
    IActivationStore store,
    ITemplateCatalog templates,
    ITokenSealer sealer,
    ShortCodeKey codeKey,
    GuessLimits limits,
    SessionShell shell,
    ILogger<CodeTrade> logger
) : ICodeTrade
{
    private static readonly Refusal NotKnown = Refusal.NotFound(
        "code",
        "This code is not known here. Check what was typed; the app shows the code of the newest attempt."
    );

    private static readonly Refusal Used = new(
        RefusalKind.Conflict,
        "code_used",
        "The device of this code is online already. Start a new attempt in the app and type its code."
    );

    private static readonly Refusal StaysSealed = new(
        RefusalKind.Conflict,
        "token_sealed",
        "The key that sealed the token of this code is gone. Start a new attempt in the app and type its code."
    );

    public async Task<CodeAnswer> TradeAsync(CodeOffer offer, string? remoteAddress, CancellationToken cancellation)
    {
        if (Read(offer, out var code, out var template) is { } fault)
            return new CodeAnswer.Refused(fault);
        var guesser = RemoteNetwork.Of(remoteAddress);
        if (limits.TryPay(guesser) is { } wait)
            return new CodeAnswer.Throttled(wait);
        var guessed = false;
        try
        {
            var traded = await TradeAsync(code, template, offer.Unit!, cancellation);
            guessed = !traded.Succeeded;
            return traded.Succeeded ? new CodeAnswer.Traded(traded.Value) : new CodeAnswer.Refused(traded.Refusal);
        }
        finally
        {
            if (!guessed)
                limits.GiveBack(guesser);
        }
    }

    private static Refusal? Read(CodeOffer offer, out ShortCode code, out TemplateId template)
    {
        template = default;
        if (!ShortCode.TryParse(offer.Code, out code))
            return Refusal.Invalid("code", "A code is eight letters and digits, such as the app shows them.");
        if (!TemplateId.TryParse(offer.TemplateId, out template))
            return Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits.");
        return
            offer.Unit is { Length: >= CodeOffer.UnitCharactersMin and <= CodeOffer.UnitCharactersMax } unit
            && unit.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.')
            ? null
            : Refusal.Invalid(
                "unit",
                $"The unit's own id has {CodeOffer.UnitCharactersMin} to {CodeOffer.UnitCharactersMax} letters, digits, dashes, dots, colons or underscores."
            );
    }

    private async Task<Outcome<AuthToken>> TradeAsync(
        ShortCode code,
        TemplateId template,
        string unit,
        CancellationToken cancellation
    )
    {
        var hash = await codeKey.HashAsync(code, cancellation);
        for (var attempt = 0; attempt < SessionShell.AttemptsMax; attempt++)
        {
            var lookup = await store.FindTokenByCodeAsync(hash, cancellation);
            if (lookup?.Session is not { } session)
                return NotKnown;
            var known = await templates.FindAsync(session.Organisation, template, cancellation) is not null;
            var shown = new ProvisioningEvent.CodeShown(unit, template, known);
            if (await shell.TryAdvanceAsync(session, shown, cancellation) is not { } transition)
                continue;
            if (transition.Refusal is { } refusal)
                return session.State == ProvisioningState.Succeeded ? Used : refusal;
            return lookup.Token.State == TokenState.Pending ? Unseal(lookup.Token) : Used;
        }

        throw SessionShell.Contended();
    }

    private Outcome<AuthToken> Unseal(TokenRecord token)
    {
        try
        {
            return sealer.Unseal(token.Sealed);
        }
        catch (CryptographicException fault)
        {
            Log.TokenStaysSealed(logger, token.Device, fault);
            return StaysSealed;
        }
    }
}
